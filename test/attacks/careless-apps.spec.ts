import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Post,
  Req,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { APP_GUARD } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import {
  AfterLogin,
  CurrentLoginRequest,
  FederationService,
  LoginRequestGuard,
  PrincipalInvalidError,
  ScalekitFederationModule,
  type LoginRequest,
  type MapPrincipal,
} from 'nestjs-scalekit-federation';
import { Browser } from '../support/browser.js';
import {
  adapters,
  authenticate,
  cookieSecret,
  loginForm,
  users,
  type User,
} from '../support/federation-app.js';
import { alice, bob, World } from '../support/world.js';
import { rawRequest } from './support/raw-request.js';

const credentials = {
  environmentUrl: 'https://acme.scalekit.com',
  clientId: 'skc_1',
  clientSecret: 'secret',
  connectionId: 'conn_1',
};

interface UserRequest {
  readonly headers: { readonly cookie?: string };
  readonly method: string;
  readonly body: unknown;
  user?: User | undefined;
}

/** Merges bodies as careless libraries do, which let a field of the body become its prototype. */
class MergingGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<{ body: Record<string, object> }>();
    const { prototype = Object.prototype, ...own } = request.body ?? {};
    request.body = Object.assign(Object.create(prototype) as Record<string, object>, own);
    return true;
  }
}

/** Lets everybody pass, and says on every route who is signed in: a JWT in a cookie is read like this. */
class OptionalUserGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<UserRequest>();
    const [, id] = /(?:^|; )token=([^;]+)/.exec(request.headers.cookie ?? '') ?? [];
    request.user = users.find((user) => user.id === id);
    return true;
  }
}

/** Shows its form again, with 200, after a wrong password. */
@Controller()
class UnguardedLoginController {
  @Get('login')
  @UseGuards(LoginRequestGuard)
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(@CurrentLoginRequest() loginRequest?: LoginRequest): string {
    return loginForm(loginRequest);
  }

  @Post('login')
  @HttpCode(200)
  @AfterLogin()
  @Header('Content-Type', 'text/html; charset=utf-8')
  login(
    @Req() request: UserRequest,
    @Body() body: unknown,
    @CurrentLoginRequest() loginRequest?: LoginRequest,
  ): string {
    const user = authenticate(body);
    if (user === undefined) return loginForm(loginRequest, 'Wrong password');
    request.user = user;
    return 'Welcome';
  }
}

/** One guard for the whole controller. */
class PostedPasswordGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<UserRequest>();
    if (request.method === 'POST') request.user = authenticate(request.body);
    return true;
  }
}

@Controller('guarded')
@UseGuards(PostedPasswordGuard)
class GuardedController {
  @Post('login')
  @AfterLogin()
  login(): void {}
}

describe('an app whose mapper is asynchronous', () => {
  it('is told so, and its process lives on when the mapper fails', async () => {
    const rejections: unknown[] = [];
    const note = (reason: unknown) => rejections.push(reason);
    process.on('unhandledRejection', note);
    const mapPrincipal = (() =>
      Promise.reject(new Error('the database is down'))) as unknown as MapPrincipal;
    const testing = await Test.createTestingModule({
      imports: [
        ScalekitFederationModule.forRoot({
          ...credentials,
          cookieSecrets: [cookieSecret],
          mapPrincipal,
        }),
      ],
    }).compile();
    const federation = testing.get(FederationService);
    expect(() => federation.toFederatedUser({})).toThrow(PrincipalInvalidError);
    expect(() => federation.toFederatedUser({})).toThrow(/must be synchronous/);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', note);
    expect(rejections).toEqual([]);
  });
});

describe('an app in production that keeps its configuration from process.env', () => {
  const before = process.env['NODE_ENV'];
  afterEach(() => {
    process.env['NODE_ENV'] = before;
  });

  it('is held to the rules of production all the same', async () => {
    process.env['NODE_ENV'] = 'production';
    const boot = Test.createTestingModule({
      imports: [
        ConfigModule.forRoot({ skipProcessEnv: true, ignoreEnvFile: true, isGlobal: true }),
        ScalekitFederationModule.forRoot({
          ...credentials,
          cookieSecrets: ['a-sample-secret-that-is-32-bytes-long-1234'],
        }),
      ],
    }).compile();
    await expect(boot).rejects.toThrow(/sample/);
  });
});

describe.each(adapters)('on %s,', (adapter) => {
  describe('an app that takes the connection’s name from the request', () => {
    let world: World;

    beforeAll(async () => {
      world = await World.start({
        adapter,
        options: {
          connection: (request: { query?: { tenant?: string } }) => request.query?.tenant,
        },
      });
    });
    afterAll(() => world?.close());

    it('stores nothing for a made-up name, and lets nobody write lines into the log (T13)', async () => {
      const name = encodeURIComponent('x\nERROR forged line');
      const answer = await rawRequest(
        new Browser(),
        `${world.loginUrl}?login_request_id=lri_1&state=s&tenant=${name}`,
        { headers: { accept: 'text/html' } },
      );
      expect(answer.status).toBe(500);
      expect(answer.headers['set-cookie']).toBeUndefined();
      expect(world.app.log.lines.join('\n')).toContain('"x\\nERROR forged line"');
      expect(world.app.log.lines.join('\n')).not.toContain('\nERROR forged line');
    });
  });

  describe('an app whose global guard says on every route who is signed in', () => {
    let world: World;

    beforeAll(async () => {
      world = await World.start({
        adapter,
        controllers: [UnguardedLoginController, GuardedController],
        providers: [{ provide: APP_GUARD, useClass: OptionalUserGuard }],
      });
    });
    beforeEach(() => world.emulator.reset());
    afterAll(() => world?.close());

    async function startSignedIn() {
      const browser = new Browser();
      await browser.cookies.setCookie('token=usr_alice; Path=/', world.app.url);
      return world.startLogin(browser);
    }

    it('hands nobody off after a wrong password, and then the one whose password was right', async () => {
      const login = await startSignedIn();
      const refused = await login.browser.submitForm(login.page, { ...bob, password: 'wrong' });
      expect(refused.textOf('[role=alert]')).toBe('Wrong password');
      const handedOff = await login.browser.submitForm(refused, bob);
      expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_bob' });
    });

    it('tells the developer how to name a user whom nothing on the login’s own way has set', async () => {
      const { browser, page } = await startSignedIn();
      await browser.submitForm(page, { ...bob, password: 'wrong' });
      const hints = world.app.log.lines.filter((line) =>
        line.includes('UnguardedLoginController.login'),
      );
      expect(hints).toEqual([expect.stringContaining('@AfterLogin({ principal })')]);
    });

    it('may leave the login to a guard of the controller', async () => {
      const login = await startSignedIn();
      const txn = login.page.$('input[name=scalekit_txn]').val();
      const answer = await login.browser.fetchJson(
        `${world.app.url}/guarded/login`,
        { ...bob, scalekit_txn: txn },
        login.page,
      );
      expect(answer.json().redirectTo).toContain('partner:callback');
      expect(await world.emulator.journal()).toContainEqual(
        expect.objectContaining({ step: 'push', status: 200, sub: 'usr_bob' }),
      );
    });
  });

  describe('an app whose bodies inherit what a stranger wrote', () => {
    let world: World;

    beforeAll(async () => {
      const providers = [{ provide: APP_GUARD, useClass: MergingGuard }];
      world = await World.start({ adapter, providers });
    });
    afterAll(() => world?.close());

    it('hands nothing off by a name that a body only inherits (T28)', async () => {
      const { browser, page } = await world.startLogin();
      const own = { scalekit_txn: String(page.$('input[name=scalekit_txn]').val()) };
      const signIn = (fields: object) =>
        browser.fetchJson(`${world.app.url}/login`, { ...alice, ...fields }, page);
      expect((await signIn({ prototype: own })).json()).not.toHaveProperty('redirectTo');
      expect(await world.pushes()).toEqual([]);
      expect((await signIn(own)).json()).toHaveProperty('redirectTo');
    });
  });

  describe('an app without sessions whose users are too large for a cookie', () => {
    let world: World;

    beforeAll(async () => {
      world = await World.start({
        adapter,
        options: {
          confirm: 'always',
          currentUser: () => undefined,
          mapPrincipal: () => ({
            sub: 'usr_alice',
            email: 'alice@example.com',
            customAttributes: { all: 'x'.repeat(4000) },
          }),
        },
      });
    });
    afterAll(() => world?.close());

    it('says so instead of asking for the password again and again', async () => {
      const { browser, page } = await world.startLogin();
      const answer = await browser.follow(await browser.submitForm(page, alice));
      expect(answer.url.pathname).not.toBe('/login');
      expect(answer.$('input[name=password]')).toHaveLength(0);
    });
  });
});

describe('two apps that share a cookie secret', () => {
  it('do not take each other’s users', async () => {
    const options = { confirm: 'always', currentUser: () => undefined } as const;
    const staging = await World.start({
      adapter: 'express',
      options: { ...options, mapPrincipal: () => ({ sub: 'usr_root', email: 'root@example.com' }) },
    });
    const production = await World.start({ adapter: 'express', options });
    const { browser, page } = await staging.startLogin();
    const target = await production.startLogin();
    const { searchParams } = target.page.url;
    const stagingPage = await browser.navigate(`${staging.loginUrl}?${searchParams}`, page);
    const asked = await browser.follow(await browser.submitForm(stagingPage, alice));
    expect(asked.textOf('.account')).toContain('root@example.com');

    const name = `scalekit_${asked.form().fields.get('scalekit_txn')}`;
    const value = (await browser.cookiesFor(staging.app.url))[name];
    await target.browser.cookies.setCookie(`${name}=${value}; Path=/`, production.app.url);
    const carried = new URL(asked.url.pathname + asked.url.search, production.app.url);
    const stolen = await target.browser.navigate(carried);
    await Promise.all([staging.close(), production.close()]);
    expect(stolen.status).toBe(410);
  });
});
