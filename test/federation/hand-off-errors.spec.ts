import { Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { AfterLogin, RejectLogin } from 'nestjs-scalekit-federation';
import { Browser } from '../support/browser.js';
import { adapters, LoginController, PasswordGuard } from '../support/federation-app.js';
import { sendTo } from '../support/send-to.js';
import { alice, bob, World } from '../support/world.js';

@Controller('tokens')
class TokensController {
  @Post('object')
  @HttpCode(200)
  @UseGuards(PasswordGuard)
  @AfterLogin()
  object(): object {
    return { accessToken: 'own', redirectTo: '/dashboard' };
  }

  @Post('text')
  @UseGuards(PasswordGuard)
  @AfterLogin()
  text(): string {
    return 'own token';
  }

  @Post('list')
  @UseGuards(PasswordGuard)
  @AfterLogin()
  list(): string[] {
    return ['own', 'token'];
  }

  @Post('nothing')
  @HttpCode(204)
  @UseGuards(PasswordGuard)
  @AfterLogin()
  nothing(): void {}

  @Post('cancel')
  @HttpCode(200)
  @RejectLogin()
  cancel(): object {
    return {};
  }
}

const push = { on: 'push', times: 1 } as const;

describe.each(adapters)('a script whose login is not handed off, on %s', (adapter) => {
  let world: World;
  let mapperFails = false;

  beforeAll(async () => {
    world = await World.start({
      adapter,
      controllers: [LoginController, TokensController],
      options: {
        mapPrincipal: (user) => {
          if (mapperFails) throw new TypeError('no such column: tenant');
          const { id, email } = user as { id: string; email: string };
          return { sub: id, email };
        },
      },
    });
  });
  beforeEach(async () => {
    mapperFails = false;
    await world.emulator.reset();
  });
  afterAll(() => world?.close());

  const signIn = async (path: string, who = alice) => {
    const login = await world.startLogin();
    return { login, told: await sendTo(login, `/tokens/${path}`, who, { by: 'script' }) };
  };

  it('keeps its own answer while Scalekit is down, and is told when to try again', async () => {
    await world.emulator.fail({ ...push, status: 500 });
    const { told } = await signIn('object');
    expect(told.status).toBe(200);
    expect(told.headers.get('scalekit-hand-off-error')).toBe('scalekit_unavailable');
    expect(told.headers.get('scalekit-redirect-to')).toBeNull();
    expect(told.json()).toEqual({
      accessToken: 'own',
      redirectTo: '/dashboard',
      handOffError: {
        error: 'scalekit_unavailable',
        message: 'Scalekit cannot be reached right now',
        retryAfterSeconds: expect.any(Number),
        continueUrl: expect.stringMatching(/^\/scalekit\/continue\?scalekit_txn=[\w-]{16}$/),
      },
    });
  });

  it('hands off by continueUrl, without a second login', async () => {
    await world.emulator.fail({ ...push, status: 500 });
    const { login, told } = await signIn('object');
    const { handOffError } = told.json() as { handOffError: { continueUrl: string } };
    const page = await login.browser.navigate(new URL(handOffError.continueUrl, world.app.url));
    expect(page.textOf('.account')).toContain('alice@example.com');
    const handedOff = await login.browser.submitForm(page);
    expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
  });

  it.each([
    ['text', 201, 'own token'],
    ['list', 201, '["own","token"]'],
    ['nothing', 204, ''],
  ])('that is answered %s hears of it by a header alone', async (path, status, text) => {
    await world.emulator.fail({ ...push, status: 500 });
    const { told } = await signIn(path);
    expect([told.status, told.text]).toEqual([status, text]);
    expect(told.headers.get('scalekit-hand-off-error')).toBe('scalekit_unavailable');
  });

  it('hears that somebody else has answered', async () => {
    const login = await world.startLogin();
    await sendTo(login, '/tokens/object', alice, { by: 'script' });
    const told = await sendTo(login, '/tokens/object', bob, { by: 'script' });
    expect(told.json()).toMatchObject({
      accessToken: 'own',
      handOffError: { error: 'login_request_taken' },
    });
  });

  it('hears that the login request has expired', async () => {
    const body = { ...alice, scalekit_txn: 'AAAAAAAAAAAAAAAA' };
    const told = await new Browser().fetchJson(`${world.app.url}/tokens/object`, body);
    expect(told.status).toBe(200);
    expect(told.json()).toMatchObject({
      accessToken: 'own',
      handOffError: { error: 'login_request_expired' },
    });
  });

  it('keeps its own answer where a function of the app fails, and the log says which', async () => {
    mapperFails = true;
    const { told } = await signIn('object');
    expect(told.status).toBe(200);
    expect(told.json()).toMatchObject({
      accessToken: 'own',
      handOffError: { error: 'internal_error' },
    });
    expect(told.text).not.toContain('tenant');
    expect(world.app.log.lines.join('\n')).toContain('mapPrincipal() of the app failed');
  });

  it('by a cancel is answered the error itself', async () => {
    await world.emulator.fail({ ...push, status: 500 });
    const login = await world.startLogin();
    const told = await sendTo(login, '/tokens/cancel', {}, { by: 'script' });
    expect(told.status).toBe(503);
    expect(told.json()).toMatchObject({ statusCode: 503, error: 'scalekit_unavailable' });
  });

  it('of a plain login hears nothing of us', async () => {
    const told = await new Browser().fetchJson(`${world.app.url}/tokens/object`, alice);
    expect(told.json()).toEqual({ accessToken: 'own', redirectTo: '/dashboard' });
    expect([...told.headers.keys()].filter((name) => name.startsWith('scalekit'))).toEqual([]);
  });
});
