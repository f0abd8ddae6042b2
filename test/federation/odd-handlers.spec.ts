import {
  Controller,
  HttpCode,
  Post,
  Req,
  Res,
  SerializeOptions,
  UseGuards,
  type INestApplication,
} from '@nestjs/common';
import { Expose } from 'class-transformer';
import { HttpAdapterHost } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AfterLogin, RejectLogin } from 'nestjs-scalekit-federation';
import type { Page } from '../support/page.js';
import {
  LoginController,
  PasswordGuard,
  adapters,
  authenticate,
  users,
  type AdapterName,
  type User,
} from '../support/federation-app.js';
import { alice, World, type StartedLogin } from '../support/world.js';

interface SessionRequest {
  readonly body: unknown;
  readonly session: { user?: User | undefined };
  user?: User | undefined;
}

class Account {
  @Expose() readonly id = 'usr_alice';
  readonly passwordHash = 'canary-hash';
}

@Controller('odd')
class OddController {
  constructor(private readonly host: HttpAdapterHost) {}

  /** Sends the browser home by itself, instead of returning. */
  @Post('redirects')
  @AfterLogin()
  redirects(@Req() request: SessionRequest, @Res({ passthrough: true }) response: unknown): void {
    const user = authenticate(request.body);
    if (user) request.user = user;
    this.host.httpAdapter.redirect(response, 302, user ? '/home' : '/again');
  }

  @Post('cancel')
  @RejectLogin()
  cancel(@Res({ passthrough: true }) response: unknown): void {
    this.host.httpAdapter.redirect(response, 302, '/home');
  }

  /** Signs in by the session, and looks the user up where guards put one. */
  @Post('session')
  @HttpCode(200)
  @AfterLogin()
  session(@Req() request: SessionRequest): object {
    request.session.user = authenticate(request.body);
    return { name: request.user?.name ?? null };
  }

  @Post('user')
  @HttpCode(200)
  @AfterLogin()
  user(@Req() request: SessionRequest): object {
    const user = authenticate(request.body);
    if (user) request.user = user;
    return { name: request.session.user?.name ?? null };
  }

  @Post('exposed')
  @UseGuards(PasswordGuard)
  @SerializeOptions({ strategy: 'excludeAll' })
  @AfterLogin()
  exposed(): Account {
    return new Account();
  }
}

/** The page's field, sent elsewhere. */
function send(login: StartedLogin, path: string, fields: Record<string, string>): Promise<Page> {
  const { browser, page } = login;
  const target = new URL(path, page.url);
  const body = { ...fields, scalekit_txn: page.$('input[name=scalekit_txn]').val() };
  return browser.fetchJson(target, body, page);
}

/** Lays `request.user` over the session: middleware does, and `decorateRequest('user', { getter })`. */
function layUserOverSession(app: INestApplication, adapter: AdapterName, before?: User): void {
  const lay = (request: object): void => {
    const session: SessionRequest['session'] = { user: before };
    Object.defineProperty(request, 'session', { value: session, configurable: true });
    Object.defineProperty(request, 'user', {
      configurable: true,
      get: () => session.user && { ...session.user },
      set: (user: User | undefined) => {
        session.user = user;
      },
    });
  };
  if (adapter === 'express') {
    app.use((request: object, _response: unknown, next: () => void) => {
      lay(request);
      next();
    });
  } else {
    const fastify = (app as NestFastifyApplication).getHttpAdapter().getInstance();
    fastify.addHook('preValidation', async (request) => lay(request));
  }
}

describe.each(adapters)('on %s,', (adapter) => {
  let world: World;

  const pushes = async () =>
    (await world.emulator.journal()).filter(({ step }) => step === 'push').map(({ sub }) => sub);

  describe('a handler that', () => {
    beforeAll(async () => {
      world = await World.start({ adapter, controllers: [LoginController, OddController] });
    });
    beforeEach(() => world.emulator.reset());
    afterAll(() => world?.close());

    it.each(['redirects', 'cancel'])(
      'answers by itself keeps its answer, tells Scalekit nothing, and is named in the log: %s',
      async (method) => {
        const answer = await send(await world.startLogin(), `/odd/${method}`, alice);
        expect([answer.status, answer.location]).toEqual([302, '/home']);
        expect(await pushes()).toEqual([]);
        const lines = world.app.log.lines.filter((line) =>
          line.includes(`OddController.${method}`),
        );
        expect(lines).toEqual([expect.stringContaining('@Redirect()')]);
      },
    );

    it('answers a wrong password by itself is not told off', async () => {
      const before = world.app.log.lines.length;
      const login = await world.startLogin();
      const answer = await send(login, '/odd/redirects', { ...alice, password: 'wrong' });
      expect(answer.location).toBe('/again');
      const lines = world.app.log.lines.slice(before).join('\n');
      expect(lines).not.toContain('OddController.redirects');
    });

    it('has @SerializeOptions() shows scripts what these let through', async () => {
      const answer = await send(await world.startLogin(), '/odd/exposed', alice);
      expect(answer.json()).toEqual({
        id: 'usr_alice',
        redirectTo: expect.stringContaining('partner:callback'),
      });
    });
  });

  describe('where request.user is a getter of the app', () => {
    afterEach(() => world?.close());

    const start = (before?: User) =>
      World.start({
        adapter,
        controllers: [LoginController, OddController],
        options: { currentUser: () => undefined },
        configure: (app) => layUserOverSession(app, adapter, before),
      });

    it.each(['session', 'user'])(
      'it keeps working while a login request waits, and the user is handed off: %s',
      async (method) => {
        world = await start();
        const answer = await send(await world.startLogin(), `/odd/${method}`, alice);
        expect(answer.json().name).toBe('Alice Doe');
        expect(answer.json().redirectTo).toContain('partner:callback');
      },
    );

    it('whom the session held before is not somebody who signs in', async () => {
      const [, bob] = users;
      world = await start(bob);
      const login = await world.startLogin();
      const answer = await send(login, '/odd/user', { ...alice, password: 'wrong' });
      expect(answer.json()).toEqual({ name: 'Bob Roe' });
      expect(await pushes()).toEqual([]);
    });
  });
});
