import {
  All,
  Controller,
  Get,
  Injectable,
  Post,
  Res,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { LoginController, adapters } from '../support/federation-app.js';
import { World } from '../support/world.js';

/** Serves a single-page app for every address that nothing else answers. */
@Controller()
class SinglePageAppController {
  @Get('*')
  page(): string {
    return '<title>single page app</title>';
  }
}

/** Writes the response itself, whatever the method. */
@Controller()
class FallbackController {
  @All('*')
  answer(@Res() response: { send(text: string): void }): void {
    response.send('fallback');
  }
}

/** Pages that editors write, by their names. */
@Controller(':site')
class EditedPagesController {
  @Get(':name')
  show(): string {
    return 'edited';
  }
  @Post(':name')
  comment(): string {
    return 'commented';
  }
}

/** Knows the app's own addresses, and ours are none of them. */
@Injectable()
class OwnAddressesGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return !context.switchToHttp().getRequest<{ url: string }>().url.startsWith('/scalekit');
  }
}

describe.each(adapters)('on %s, beside a route for everything else,', (adapter) => {
  let world: World;

  afterEach(() => world?.close());

  it.each([
    [SinglePageAppController, '<title>single page app</title>'],
    [FallbackController, 'fallback'],
    [EditedPagesController, 'edited'],
  ])('the continue page is served, and the rest is left to it: %p', async (controller, own) => {
    world = await World.start({
      adapter,
      controllers: [LoginController, controller],
      providers: [{ provide: APP_GUARD, useClass: OwnAddressesGuard }],
    });
    const { browser, page } = await world.startLogin();
    const txn = page.$('input[name=scalekit_txn]').val();
    const linked = await browser.navigate(
      `${world.app.url}/login/link?as=usr_alice&scalekit_txn=${txn}`,
    );
    const asked = await browser.follow(linked);
    expect(asked.textOf()).toContain('alice@example.com');
    const done = await browser.submitForm(asked, { action: 'continue' });
    expect(done.status).toBe(200);
    expect(done.text).toContain('partner:callback');
    const rest = await browser.navigate(`${world.app.url}/some/page`);
    expect(rest.text).toContain(own);
  });
});
