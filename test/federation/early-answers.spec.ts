import {
  Catch,
  Controller,
  Get,
  Header,
  HttpCode,
  Injectable,
  Post,
  UseGuards,
  type ArgumentsHost,
  type CanActivate,
  type ExceptionFilter,
  type ExecutionContext,
  type Type,
} from '@nestjs/common';
import { APP_GUARD, HttpAdapterHost, ModuleRef, type AbstractHttpAdapter } from '@nestjs/core';
import {
  AfterLogin,
  CurrentLoginRequest,
  LoginRequestGuard,
  type LoginRequest,
} from 'nestjs-scalekit-federation';
import { Browser } from '../support/browser.js';
import {
  LoginController,
  PasswordGuard,
  adapters,
  loginForm,
  users,
} from '../support/federation-app.js';
import { alice, World } from '../support/world.js';

/** A guard of the app that asks ours, as those that combine guards do. */
@Injectable()
class ComposingGuard implements CanActivate {
  constructor(private readonly modules: ModuleRef) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const ours = await this.modules.create(LoginRequestGuard);
    return ours.canActivate(context);
  }
}
Reflect.defineMetadata('design:paramtypes', [ModuleRef], ComposingGuard);

/** A login whose page carries no mark of ours. */
function pageBehind(guard: Type<CanActivate> | undefined): Type {
  @Controller()
  class UnmarkedController {
    @Get('login')
    @Header('Content-Type', 'text/html; charset=utf-8')
    page(@CurrentLoginRequest() request?: LoginRequest): string {
      return loginForm(request);
    }

    @Post('login')
    @HttpCode(200)
    @UseGuards(PasswordGuard)
    @AfterLogin()
    login(): object {
      return {};
    }
  }
  if (guard) UseGuards(guard)(UnmarkedController.prototype, 'page', methodOf(UnmarkedController));
  return UnmarkedController;
}

function methodOf({ prototype }: Type): PropertyDescriptor {
  return Object.getOwnPropertyDescriptor(prototype, 'page') as PropertyDescriptor;
}

const caught: unknown[] = [];

@Catch()
class TellingFilter implements ExceptionFilter {
  constructor(private readonly adapter: AbstractHttpAdapter) {}

  catch(error: unknown, context: ArgumentsHost): void {
    caught.push(error);
    this.adapter.reply(context.switchToHttp().getResponse(), 'caught', 500);
  }
}

const places = ['its route', 'a guard that composes it', 'all routes'] as const;

describe.each(adapters)('on %s, where LoginRequestGuard stands on', (adapter) => {
  describe.each(places)('%s,', (place) => {
    let world: World;
    let isSignedIn = false;

    beforeAll(async () => {
      const pages = {
        'its route': LoginController,
        'a guard that composes it': pageBehind(ComposingGuard),
        'all routes': pageBehind(undefined),
      };
      world = await World.start({
        adapter,
        controllers: [pages[place]],
        providers:
          place === 'all routes' ? [{ provide: APP_GUARD, useClass: LoginRequestGuard }] : [],
        options: { currentUser: () => (isSignedIn ? users[0] : undefined) },
        configure: (app) => {
          app.useGlobalFilters(new TellingFilter(app.get(HttpAdapterHost).httpAdapter));
        },
      });
    });
    beforeEach(async () => {
      isSignedIn = false;
      caught.length = 0;
      await world.emulator.reset();
    });
    afterAll(() => world?.close());

    it('a login is handed off', async () => {
      const login = await world.startLogin();
      const handedOff = await login.browser.submitForm(login.page, alice);
      expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
    });

    it('somebody who is signed in is led to the continue page, and no filter sees an error', async () => {
      isSignedIn = true;
      const client = await world.emulator.beginLogin();
      const asked = await new Browser().navigate(await world.loginLink(client));
      expect([asked.status, asked.location]).toEqual([
        303,
        expect.stringMatching(/^\/scalekit\/continue\?scalekit_txn=/),
      ]);
      expect(caught).toEqual([]);
    });

    it('somebody who comes back when it is over is told so, and no filter sees an error', async () => {
      const login = await world.startLogin();
      await login.browser.submitForm(login.page, alice);
      const again = await login.browser.navigate(login.page.url);
      expect([again.status, again.isHtml]).toEqual([200, true]);
      expect(again.text).toContain('<h1>');
      expect(again.text).not.toContain('name="password"');
      expect(caught).toEqual([]);
    });
  });
});
