import {
  Controller,
  Get,
  HttpCode,
  Injectable,
  Post,
  UseGuards,
  UseInterceptors,
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  type NestInterceptor,
  type Type,
} from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { map } from 'rxjs';
import {
  AfterLogin,
  FederationConfigurationError,
  LoginRequestGuard,
  RejectLogin,
} from 'nestjs-scalekit-federation';
import { Browser } from '../support/browser.js';
import {
  adapters,
  createFederationApp,
  LoginController,
  PasswordGuard,
  type FederationAppOptions,
} from '../support/federation-app.js';
import { alice, World } from '../support/world.js';

const credentials = {
  environmentUrl: 'https://acme.scalekit.com',
  clientId: 'skc_1',
  clientSecret: 'canary-secret',
  connectionId: 'conn_1',
};

/** A service with a decorator that belongs on a route. */
@Injectable()
class LoginResolver {
  @AfterLogin()
  login(): void {}
}

@Controller()
class NoRouteController {
  @RejectLogin()
  cancel(): void {}
}

/** Replaces the method and forgets what stood on it. */
function Forgetful(): MethodDecorator {
  return (_target, _name, descriptor) => {
    const original = descriptor.value as unknown as (...args: unknown[]) => unknown;
    Reflect.set(descriptor, 'value', function (this: unknown, ...args: unknown[]) {
      return original.apply(this, args);
    });
  };
}

@Controller()
class WrappedController {
  @Post('login')
  @Forgetful()
  @UseGuards(PasswordGuard)
  @AfterLogin()
  login(): void {}
}

@Controller()
class PagelessController {
  @Post('login')
  @UseGuards(PasswordGuard)
  @AfterLogin()
  login(): void {}
}

@Controller()
class ForgetfulPageController extends PagelessController {
  @Get('login')
  @Forgetful()
  @UseGuards(LoginRequestGuard)
  page(): string {
    return '<form method="post">';
  }
}

@Controller()
class OverridingController extends LoginController {
  @Post('login')
  @UseGuards(PasswordGuard)
  override login(): object {
    return { overridden: true };
  }
}

describe.each(adapters)('the boot on %s', (adapter) => {
  const start = (setup: Partial<FederationAppOptions>) =>
    createFederationApp({ adapter, options: credentials, ...setup });

  const refusal = async (setup: Partial<FederationAppOptions>): Promise<string> => {
    const error = await start(setup).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    expect(error).toBeInstanceOf(FederationConfigurationError);
    return String(error);
  };

  it('stops for a decorator on what is no HTTP route, and names it', async () => {
    expect(await refusal({ providers: [LoginResolver] })).toMatch(
      /LoginResolver\.login: carries @AfterLogin\(\), and is no HTTP route/,
    );
    expect(await refusal({ controllers: [NoRouteController] })).toMatch(
      /NoRouteController\.cancel: carries @RejectLogin\(\), and is no HTTP route/,
    );
  });

  it('stops where a decorator above has dropped ours, and names the fix', async () => {
    expect(await refusal({ controllers: [WrappedController] })).toMatch(
      /WrappedController\.login: carries @AfterLogin\(\), but a decorator above it.*Write @AfterLogin\(\) above that decorator/,
    );
  });

  it('names a route that overrides a decorated one and carries nothing itself', async () => {
    const app = await start({ controllers: [OverridingController] });
    const lines = app.log.lines.filter((line) => line.includes('OverridingController.login'));
    expect(lines).toEqual([expect.stringMatching(/WARN .*overrides a route.*@AfterLogin\(\)/)]);
    await app.close();
  });

  it.each([
    ['where no page carries LoginRequestGuard', PagelessController, 1],
    ['where a decorator above has dropped it', ForgetfulPageController, 1],
    ['and says nothing where one carries it', LoginController, 0],
  ])('warns that no login request is captured, %s', async (_where, controller, warnings) => {
    const app = await start({ controllers: [controller] });
    const lines = app.log.lines.filter((line) => line.includes('no login request is captured'));
    expect(lines).toHaveLength(warnings);
    if (warnings > 0) {
      expect(lines[0]).toMatch(/^WARN \w+\.login ends logins.*@UseGuards\(LoginRequestGuard\)/);
    }
    await app.close();
  });
});

/** What a global guard says of every request: nobody is signed in. */
@Injectable()
class NobodyGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    return context.switchToHttp().getRequest<{ url: string }>().url.startsWith('/login');
  }
}

@Controller()
class EverythingController {
  @Get(':section/:page')
  page(): string {
    return 'the app’s page for everything';
  }
}

@Injectable()
class Envelope implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler) {
    return next.handle().pipe(map((data: unknown) => ({ data })));
  }
}

/** Every order in which somebody may write the decorators of a route. */
@Controller('orders')
@UseGuards(PasswordGuard)
class OrdersController {
  @Post('first')
  @HttpCode(200)
  @AfterLogin({ principal: (_context, result) => (result as { user: unknown }).user })
  @UseInterceptors(Envelope)
  first(): object {
    return { user: { id: 'usr_bob', email: 'bob@example.com' } };
  }

  @Post('last')
  @HttpCode(200)
  @UseInterceptors(Envelope)
  @AfterLogin({ principal: (_context, result) => (result as { user: unknown }).user })
  last(): object {
    return { user: { id: 'usr_bob', email: 'bob@example.com' } };
  }
}

describe.each(adapters)('a route on %s', (adapter) => {
  let world: World;
  const controllers: Type[] = [LoginController, OrdersController, EverythingController];

  beforeAll(async () => {
    world = await World.start({
      adapter,
      controllers,
      providers: [{ provide: APP_GUARD, useClass: NobodyGuard }],
    });
  });
  beforeEach(() => world.emulator.reset());
  afterAll(() => world?.close());

  it('for everything else leaves the continue page to us, before any global guard', async () => {
    const browser = new Browser();
    const page = await browser.navigate(`${world.loginUrl}?login_request_id=lri_1&state=abc`);
    const txn = String(page.$('input[name=scalekit_txn]').val());
    const url = `${world.app.url}/scalekit/continue?scalekit_txn=${txn}`;
    expect((await browser.navigate(url)).location).toBe(`/login?scalekit_txn=${txn}`);
    expect((await browser.navigate(`${world.app.url}/scalekit/else`)).status).toBe(403);
  });
});

describe.each(adapters)('decorators in any order on %s', (adapter) => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({ adapter, controllers: [LoginController, OrdersController] });
  });
  beforeEach(() => world.emulator.reset());
  afterAll(() => world?.close());

  it.each(['first', 'last'])(
    'name the principal from the handler’s own value: %s',
    async (path) => {
      const { browser, page } = await world.startLogin();
      const body = { ...alice, scalekit_txn: page.$('input[name=scalekit_txn]').val() };
      const answer = await browser.fetchJson(`${world.app.url}/orders/${path}`, body, page);
      expect(answer.json()).toEqual({
        user: { id: 'usr_bob', email: 'bob@example.com' },
        redirectTo: expect.stringContaining('partner:callback'),
      });
      expect(await world.pushes()).toEqual([expect.objectContaining({ sub: 'usr_bob' })]);
    },
  );
});
