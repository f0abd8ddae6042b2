import {
  Body,
  Catch,
  Controller,
  Get,
  Header,
  Injectable,
  Post,
  Redirect,
  Req,
  Res,
  SetMetadata,
  UseFilters,
  UseGuards,
  UseInterceptors,
  ValidationPipe,
  VersioningType,
  type ArgumentsHost,
  type CallHandler,
  type CanActivate,
  type ExceptionFilter,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, HttpAdapterHost, Reflector } from '@nestjs/core';
import { Exclude } from 'class-transformer';
import { IsEmail, IsString } from 'class-validator';
import {
  AfterLogin,
  CurrentLoginRequest,
  LoginRequestGuard,
  RejectLogin,
  type LoginRequest,
} from 'nestjs-scalekit-federation';
import { map, of, type Observable } from 'rxjs';
import { Browser } from '../support/browser.js';
import {
  PasswordGuard,
  adapters,
  createFederationApp,
  loginForm,
} from '../support/federation-app.js';
import { alice, World } from '../support/world.js';

class Credentials {
  @IsEmail() email!: string;
  @IsString() password!: string;
}

const Public = () => SetMetadata('public', true);

/** Lets nobody in who has not signed in, our continue page included. */
@Injectable()
class SignedInGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}
  canActivate(context: ExecutionContext): boolean {
    return (
      this.reflector.getAllAndOverride<boolean>('public', [
        context.getHandler(),
        context.getClass(),
      ]) ?? false
    );
  }
}
Reflect.defineMetadata('design:paramtypes', [Reflector], SignedInGuard);

@Injectable()
class EnvelopeInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(map((data: unknown) => ({ enveloped: true, data })));
  }
}

/** Answers everything that is thrown with 418, wherever it stands. */
@Catch()
class CatchAllFilter implements ExceptionFilter {
  constructor(private readonly host: HttpAdapterHost) {}
  catch(exception: unknown, context: ArgumentsHost): void {
    const status = (exception as { status?: number }).status ?? 418;
    this.host.httpAdapter.reply(context.switchToHttp().getResponse(), { caught: true }, status);
  }
}
Reflect.defineMetadata('design:paramtypes', [HttpAdapterHost], CatchAllFilter);

class Account {
  readonly id = 'usr_alice';
  @Exclude() readonly passwordHash = 'scrypt$canary';
}

@Public()
@Controller({ version: '1' })
@UseInterceptors(EnvelopeInterceptor)
@UseFilters(CatchAllFilter)
class StrictLoginController {
  @Get('login')
  @UseGuards(LoginRequestGuard)
  page(@CurrentLoginRequest() request: LoginRequest | undefined) {
    return { html: loginForm(request).replaceAll('/login', '/api/v1/login') };
  }

  @UseFilters(CatchAllFilter)
  @UseGuards(PasswordGuard)
  @Post('login')
  @Redirect('/home')
  @Header('x-app', 'strict')
  @AfterLogin()
  login(@Body() _credentials: Credentials): Observable<object> {
    return of(new Account());
  }

  @AfterLogin()
  @UseGuards(PasswordGuard)
  @Post('login/promise')
  login2(
    @Body() _credentials: Credentials,
    @Res({ passthrough: true }) response: { header(name: string, value: string): void },
  ) {
    response.header('Location', '/home');
    return Promise.resolve(new Account());
  }

  @Post('login/cancel')
  @RejectLogin()
  cancel() {}
}

describe.each(adapters)('in a strict app on %s', (adapter) => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({
      adapter,
      loginPath: '/api/v1/login',
      options: { loginUrl: '/api/v1/login' },
      controllers: [StrictLoginController],
      providers: [
        { provide: APP_GUARD, useClass: SignedInGuard },
        { provide: APP_INTERCEPTOR, useClass: EnvelopeInterceptor },
        { provide: APP_FILTER, useClass: CatchAllFilter },
      ],
      configure: (app) => {
        app.setGlobalPrefix('api');
        app.enableVersioning({ type: VersioningType.URI });
        app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true }));
      },
    });
  });
  beforeEach(() => world.emulator.reset());
  afterAll(() => world?.close());

  /** The login page is JSON here; the form is in it. */
  async function start() {
    const login = await world.startLogin();
    const { data } = (login.page.json() as { data: { data: { html: string } } }).data;
    const txn = /name="scalekit_txn" value="([\w-]+)"/.exec(data.html)?.[1] ?? '';
    return { ...login, txn };
  }

  const post = async (browser: Browser, path: string, body: object, accept = 'text/html') =>
    fetch(`${world.app.url}/api/v1/${path}`, {
      method: 'POST',
      redirect: 'manual',
      headers: {
        accept,
        origin: world.app.url,
        'content-type': 'application/json',
        cookie: await browser.cookies.getCookieString(world.app.url),
      },
      body: JSON.stringify(body),
    });

  it.each(['login', 'login/promise'])(
    'hands off through POST %s, untouched by what is around',
    async (path) => {
      const { browser, txn } = await start();
      const answer = await post(browser, path, { ...alice, scalekit_txn: txn });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('refresh')).toContain('partner:callback');
      expect(answer.headers.get('location')).toBeNull();
      expect(await world.pushes()).toEqual([expect.objectContaining({ sub: 'usr_alice' })]);
    },
  );

  it.each(['login', 'login/promise'])(
    'answers a script through POST %s with the bare object, without what @Exclude() hides',
    async (path) => {
      const { browser, txn } = await start();
      const answer = await post(browser, path, { ...alice, scalekit_txn: txn }, 'application/json');
      expect(await answer.json()).toEqual({
        id: 'usr_alice',
        redirectTo: expect.stringContaining('partner:callback'),
      });
    },
  );

  it('leaves a plain login to the app', async () => {
    const browser = new Browser();
    const redirected = await post(browser, 'login', alice);
    expect([redirected.status, redirected.headers.get('location')]).toEqual([302, '/home']);
    const enveloped = await post(browser, 'login/promise', alice);
    expect(await enveloped.json()).toMatchObject({ enveloped: true });
  });

  it('leaves the app’s own validation and errors alone', async () => {
    const { browser, txn } = await start();
    const refused = await post(browser, 'login', { ...alice, role: 'admin', scalekit_txn: txn });
    expect([refused.status, await refused.json()]).toEqual([400, { caught: true }]);
  });

  it('answers its own errors itself', async () => {
    const browser = new Browser();
    const page = await browser.navigate(`${world.loginUrl}?login_request_id=lri_1`);
    expect([page.status, page.isHtml]).toEqual([400, true]);
    const answer = await post(browser, 'login', { ...alice, scalekit_txn: 'AAAAAAAAAAAAAAAA' });
    expect([answer.status, (await answer.text()).includes('login_request_expired')]).toEqual([
      410,
      true,
    ]);
  });

  it('cancels', async () => {
    const { browser, txn } = await start();
    const answer = await post(browser, 'login/cancel', { scalekit_txn: txn });
    expect(answer.headers.get('refresh')).toContain('partner:callback');
    expect(await world.pushes()).toEqual([{ login_failed: true }]);
  });

  it('serves the continue page behind the prefix, past the global guard', async () => {
    const login = await start();
    await post(login.browser, 'login', alice).then(async (answer) => {
      for (const cookie of answer.headers.getSetCookie()) {
        await login.browser.cookies.setCookie(cookie, world.app.url);
      }
    });
    const asked = await login.browser.navigate(login.page.url);
    expect(asked.location).toBe(`/api/scalekit/continue?scalekit_txn=${login.txn}`);
    const page = await login.browser.follow(asked);
    expect(page.textOf('.account')).toContain('Alice Doe');
    const handedOff = await login.browser.submitForm(page, {}, { button: '[value=continue]' });
    expect(handedOff.refresh).toContain('partner:callback');
  });
});

describe('a handler that writes the response itself', () => {
  @Controller()
  class ManualController {
    @Post('login')
    @AfterLogin()
    login(@Req() _request: unknown, @Res() response: { end(): void }) {
      response.end();
    }
  }

  it.each(adapters)('stops the boot on %s, naming the route and the fix', async (adapter) => {
    const boot = createFederationApp({
      adapter,
      controllers: [ManualController],
      options: {
        environmentUrl: 'https://acme.scalekit.com',
        clientId: 'skc_1',
        clientSecret: 'canary-secret',
        connectionId: 'conn_1',
      },
    });
    await expect(boot).rejects.toThrow(/ManualController\.login: .*passthrough: true/);
  });
});
