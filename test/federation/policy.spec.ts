import { Controller, Get, HttpCode, Post, UseGuards } from '@nestjs/common';
import {
  AfterLogin,
  FederationService,
  LoginDeniedError,
  LoginNeededError,
  PolicyUnavailableError,
  type PolicyDecision,
  type PolicyLogin,
} from 'nestjs-scalekit-federation';
import { Browser } from '../support/browser.js';
import { claude, Details, told } from '../support/details.js';
import type { StartedLogin } from '../support/federated-login.js';
import { adapters, LoginController, PasswordGuard } from '../support/federation-app.js';
import { sendTo } from '../support/send-to.js';
import { alice, bob, World } from '../support/world.js';
import { isWithin, usual } from '../support/seconds.js';

const press = (button: 'continue' | 'switch' | 'cancel') => ({ button: `[value=${button}]` });

@Controller('asked')
class AskedController {
  @Post('always')
  @HttpCode(200)
  @UseGuards(PasswordGuard)
  @AfterLogin({ confirm: 'always' })
  always(): object {
    return { token: 'own' };
  }

  /** For somebody who has a token already. */
  @Post('token')
  @HttpCode(200)
  @AfterLogin({
    confirm: 'always',
    principal: () => ({ id: 'usr_alice', email: 'alice@example.com' }),
  })
  token(): object {
    return { token: 'own' };
  }

  /** A login page that leads on by itself, to somebody who lets everybody in without asking. */
  @Get('silent')
  @AfterLogin({ principal: () => ({ id: 'usr_alice', email: 'alice@example.com' }) })
  silent(): object {
    return {};
  }
}

/** An elevated scope needs a login of its own. */
const elevated = ({ scopes, fresh }: PolicyLogin): PolicyDecision =>
  scopes?.includes('shipments:write') && !fresh ? 'reauthenticate' : 'allow';

describe.each(adapters)('a policy, on %s', (adapter) => {
  const details = new Details();
  const judged: PolicyLogin[] = [];
  let decide: (login: PolicyLogin) => unknown;
  let world: World;

  beforeAll(async () => {
    world = await World.start({
      adapter,
      controllers: [LoginController, AskedController],
      options: {
        loginRequestDetails: details.option,
        policy: (login) => {
          judged.push(login);
          return decide(login) as PolicyDecision;
        },
      },
    });
  });
  beforeEach(async () => {
    details.reset(() => told(claude));
    judged.length = 0;
    decide = () => 'allow';
    world.app.log.lines.length = 0;
    await world.emulator.reset();
  });
  afterAll(() => world?.close());

  /** Somebody who is signed in is asked on the continue page. */
  async function askedAs(who: typeof alice): Promise<StartedLogin> {
    const browser = new Browser();
    await browser.submitForm(await browser.navigate(world.loginUrl), who);
    return world.startLogin(browser);
  }

  it('is told who signed in, which app asks, and what for', async () => {
    details.reset(() => told({ ...claude, resource: { id: 'res_1', name: 'Shipments' } }));
    const login = await world.startLogin();
    await login.browser.submitForm(login.page, alice);
    expect(judged).toEqual([
      {
        principal: expect.objectContaining({ id: 'usr_alice' }),
        user: expect.objectContaining({ sub: 'usr_alice', email: 'alice@example.com' }),
        client: expect.objectContaining({ name: 'Claude', domain: 'claude.ai' }),
        scopes: ['shipments:read'],
        resource: { id: 'res_1', name: 'Shipments' },
        fresh: true,
        connection: 'default',
      },
    ]);
  });

  it('is asked before the push, and not again for what has been handed off', async () => {
    const { browser, page } = await world.startLogin();
    const first = await browser.submitForm(page, alice);
    const second = await browser.submitForm(page, alice);
    expect(second.refresh).toBe(first.refresh);
    expect(judged).toHaveLength(1);
    expect(await world.pushes()).toHaveLength(1);
  });

  it('is not asked about a plain login, nor about a cancel', async () => {
    decide = () => ({ deny: 'never' });
    const browser = new Browser();
    const plain = await browser.submitForm(await browser.navigate(world.loginUrl), alice);
    expect(plain.json()).toMatchObject({ greeting: 'welcome' });
    const login = await world.startLogin();
    const cancelled = await login.browser.submitForm(login.page, {}, { form: 'form:last-of-type' });
    expect(cancelled.refresh).toContain('partner:callback');
    expect(judged).toEqual([]);
  });

  describe('that denies', () => {
    beforeEach(() => {
      decide = () => ({ deny: 'account is off-boarded', message: 'Ask it@acme.example.' });
    });

    it('pushes that the login failed, and says whom to ask', async () => {
      const login = await world.startLogin();
      const page = await login.browser.submitForm(login.page, alice);
      expect(page.status).toBe(403);
      expect(page.text).toContain('login_denied');
      expect(page.textOf('main p')).toContain('Ask it@acme.example.');
      expect(page.text).not.toContain('off-boarded');
      expect(await world.pushes()).toEqual([{ login_failed: true }]);
      expect(world.app.log.lines.join('\n')).toContain('account is off-boarded');
    });

    it('leads back to the AI app, which is told so', async () => {
      const login = await world.startLogin();
      const page = await login.browser.submitForm(login.page, alice);
      expect(page.refresh).toBeUndefined();
      expect(page.textOf('a.button')).toBe('Go back to your AI app');
      const back = await login.browser.navigate(page.$('a.button').attr('href') ?? '', page);
      expect(await world.finish(login, back)).toMatchObject({ error: 'access_denied' });
    });

    it('says so on the continue page, too, and to a second press (T76)', async () => {
      const login = await askedAs(alice);
      const first = await login.browser.submitForm(login.page, {}, press('continue'));
      const second = await login.browser.submitForm(login.page, {}, press('continue'));
      expect([first.status, second.status]).toEqual([403, 403]);
      expect(await world.pushes()).toEqual([{ login_failed: true }]);
    });

    it('does not lead back to Scalekit while that has not taken it (T76)', async () => {
      await world.emulator.fail({ on: 'push', status: 503, times: 1 });
      const login = await world.startLogin();
      const page = await login.browser.submitForm(login.page, alice);
      expect(page.status).toBe(403);
      expect(page.$('a').get()).toHaveLength(1);
      expect(page.link('Go on without connecting')).toBe('/login');
    });

    it('leaves a script its login', async () => {
      const login = await world.startLogin();
      const answer = await sendTo(login, '/login', alice, { by: 'script' });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('scalekit-hand-off-error')).toBe('login_denied');
      expect(answer.json()).toMatchObject({
        greeting: 'welcome',
        handOffError: { error: 'login_denied', message: 'Ask it@acme.example.' },
      });
      expect(await world.pushes()).toEqual([{ login_failed: true }]);
    });

    it('has words of ours where it has none', async () => {
      decide = () => ({ deny: 'no' });
      const login = await world.startLogin();
      const page = await login.browser.submitForm(login.page, alice);
      expect(page.textOf('main p')).toContain('ask whoever manages your account');
    });
  });

  describe('that asks for a login of its own', () => {
    beforeEach(() => {
      details.reset(() => told({ ...claude, scopes: ['shipments:read', 'shipments:write'] }));
      decide = elevated;
    });

    it('shows the login form to somebody who is signed in, and hands off who signs in there', async () => {
      const login = await askedAs(alice);
      const asked = await login.browser.submitForm(login.page, {}, press('continue'));
      const form = await login.browser.follow(asked);
      expect(form.url.pathname).toBe('/login');
      expect(world.app.lastLoginRequest()).toMatchObject({
        reauthenticate: true,
        switchAccount: false,
      });
      expect(await world.pushes()).toEqual([]);
      const handedOff = await login.browser.submitForm(form, alice);
      expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
      expect(judged.map(({ fresh }) => fresh)).toEqual([false, true]);
    });

    it('lets a login by the form pass at once, and an ordinary scope by one press', async () => {
      const login = await world.startLogin();
      const handedOff = await login.browser.submitForm(login.page, alice);
      expect(handedOff.refresh).toContain('partner:callback');
      details.reset(() => told(claude));
      const other = await askedAs(bob);
      const pressed = await other.browser.submitForm(other.page, {}, press('continue'));
      expect(await world.finish(other, pressed)).toMatchObject({ sub: 'usr_bob' });
    });

    it('is not content with an old page of ours (T75)', async () => {
      const login = await askedAs(alice);
      await login.browser.submitForm(login.page, {}, press('continue'));
      const again = await login.browser.submitForm(login.page, {}, press('continue'));
      expect(again.status).toBe(403);
      expect(again.text).toContain('login_needed');
      expect(again.textOf('a.button')).toBe('Sign in again');
      const form = await login.browser.navigate(again.$('a.button').attr('href') ?? '', again);
      expect(form.$('input[name=password]')).toHaveLength(1);
      expect(await world.pushes()).toEqual([]);
    });

    it('goes in no circle with a login that is none', async () => {
      const login = await world.startLogin();
      const silent = new URL('/asked/silent', world.app.url);
      const question = await login.browser.follow(await login.browser.navigate(silent));
      await login.browser.submitForm(question, {}, press('continue'));
      const once = await login.browser.follow(await login.browser.navigate(silent));
      const page = await login.browser.submitForm(once, {}, press('continue'));
      expect(page.status).toBe(403);
      expect(page.text).toContain('login_needed');
    });

    it('denies where it asks again after a fresh login', async () => {
      decide = () => 'reauthenticate';
      const login = await world.startLogin();
      const page = await login.browser.submitForm(login.page, alice);
      expect(page.status).toBe(403);
      expect(page.text).toContain('login_denied');
      expect(await world.pushes()).toEqual([{ login_failed: true }]);
    });

    it('tells a script at once that a login is needed', async () => {
      const login = await world.startLogin();
      const answer = await sendTo(login, '/asked/token', {}, { by: 'script' });
      expect(answer.status).toBe(200);
      expect(answer.headers.get('scalekit-hand-off-error')).toBe('login_needed');
      expect(answer.json()).toEqual({
        token: 'own',
        handOffError: {
          error: 'login_needed',
          message: 'Sign in again to connect this app',
        },
      });
      expect(await world.pushes()).toEqual([]);
      const handedOff = await sendTo(login, '/login', alice, { by: 'script' });
      expect(handedOff.headers.get('scalekit-redirect-to')).toContain('partner:callback');
    });

    it('leads a script with an ordinary scope to the continue page', async () => {
      details.reset(() => told(claude));
      const login = await world.startLogin();
      const answer = await sendTo(login, '/asked/token', {}, { by: 'script' });
      expect(answer.headers.get('scalekit-redirect-to')).toContain('/scalekit/continue');
    });

    it('takes no token for a login, whatever the body brings beside it (T75)', async () => {
      const login = await world.startLogin();
      const question = await login.browser.follow(await sendTo(login, '/asked/always', alice));
      const pressed = await login.browser.submitForm(question, {}, press('continue'));
      expect(pressed.location).toContain('/login?scalekit_txn=');
      expect(judged.map(({ fresh }) => fresh)).toEqual([false]);
      expect(await world.pushes()).toEqual([]);
    });

    it('sees a scope that stands behind twenty others (T75)', async () => {
      const many = Array.from({ length: 20 }, (_, index) => `harmless:${index}`);
      details.reset(() => told({ ...claude, scopes: [...many, 'shipments:write'] }));
      const login = await askedAs(alice);
      const asked = await login.browser.submitForm(login.page, {}, press('continue'));
      expect(asked.location).toContain('/login?scalekit_txn=');
      expect(judged.at(-1)?.scopes).toContain('shipments:write');
    });
  });

  describe('that cannot be told what the app asks for', () => {
    it('is told after all, if the second question is answered', async () => {
      details.reset(() => undefined);
      const login = await world.startLogin();
      details.answer = () => told(claude);
      await login.browser.submitForm(login.page, alice);
      expect(judged.map(({ scopes }) => scopes)).toEqual([['shipments:read']]);
      expect(details.asked).toHaveLength(2);
    });

    it('decides without scopes about a login of this login request', async () => {
      details.reset(() => undefined);
      const login = await world.startLogin();
      const handedOff = await login.browser.submitForm(login.page, alice);
      expect(handedOff.refresh).toContain('partner:callback');
      expect(judged).toMatchObject([{ scopes: undefined, client: undefined, fresh: true }]);
    });

    it('has somebody sign in again who was signed in already, though it allows', async () => {
      details.reset(() => undefined);
      const login = await askedAs(alice);
      const asked = await login.browser.submitForm(login.page, {}, press('continue'));
      expect(asked.location).toContain('/login?scalekit_txn=');
      expect(await world.pushes()).toEqual([]);
      const handedOff = await login.browser.submitForm(await login.browser.follow(asked), alice);
      expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
    });
  });

  const failures: [what: string, decide: () => unknown, line: string][] = [
    [
      'throws',
      () => {
        throw new RangeError('alice@example.com is unknown');
      },
      'policy() of the app failed: RangeError',
    ],
    ['fails later', () => Promise.reject(new RangeError('x')), 'policy() of the app failed'],
    ['never answers', () => new Promise(() => undefined), 'took longer than 2 s'],
    ['answers nothing', () => undefined, 'answered neither'],
    ['answers yes', () => true, 'answered neither'],
  ];
  it.each(failures)(
    'that %s pushes nothing, and can be asked again (T44)',
    async (_what, failing, line) => {
      decide = failing;
      const login = await world.startLogin();
      const page = await login.browser.submitForm(login.page, alice);
      expect(page.status).toBe(503);
      expect(page.text).toContain('policy_unavailable');
      expect(isWithin(page.headers.get('retry-after'), usual)).toBe(true);
      expect(await world.pushes()).toEqual([]);
      expect(world.app.log.lines.join('\n')).toContain(line);
      expect(world.app.log.lines.join('\n')).not.toContain('alice@example.com');
      decide = () => 'allow';
      const question = await login.browser.navigate(page.$('a.button').attr('href') ?? '', page);
      const handedOff = await login.browser.submitForm(question, {}, press('continue'));
      expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
    },
  );

  it('holds where the service is called by hand (T76)', async () => {
    const service = world.app.app.get(FederationService);
    const user = { sub: 'usr_alice', email: 'alice@example.com' };
    const request = async () => {
      const link = await world.loginLink(await world.emulator.beginLogin());
      const { login_request_id: loginRequestId = '', state = '' } = Object.fromEntries(
        link.searchParams,
      );
      return { loginRequestId, state };
    };
    decide = () => ({ deny: 'no' });
    await expect(service.completeLogin(await request(), user)).rejects.toThrow(LoginDeniedError);
    expect(await world.pushes()).toEqual([{ login_failed: true }]);
    decide = elevated;
    details.answer = () => told({ scopes: ['shipments:write'] });
    const asked = await request();
    await expect(service.pushUser(asked, user)).rejects.toThrow(LoginNeededError);
    const done = await service.completeLogin(asked, user, { fresh: true, principal: { id: 7 } });
    expect(done.callbackUrl).toContain('partner:callback');
    expect(judged.at(-1)).toMatchObject({ fresh: true, principal: { id: 7 } });
    decide = () => undefined;
    await expect(service.pushUser(await request(), user)).rejects.toThrow(PolicyUnavailableError);
  });
});

describe.each(adapters)('a policy where every login is asked about, on %s', (adapter) => {
  const judged: PolicyLogin[] = [];
  let own: World;

  beforeAll(async () => {
    const options = {
      confirm: 'always',
      loginRequestDetails: () => told({ ...claude, scopes: ['shipments:write'] }),
      policy: (login: PolicyLogin) => {
        judged.push(login);
        return elevated(login);
      },
    } as const;
    own = await World.start({ adapter, options });
  });
  beforeEach(async () => {
    judged.length = 0;
    await own.emulator.reset();
  });
  afterAll(() => own?.close());

  it('remembers that there was one', async () => {
    const login = await own.startLogin();
    const question = await login.browser.follow(await login.browser.submitForm(login.page, alice));
    const handedOff = await login.browser.submitForm(question, {}, press('continue'));
    expect(await own.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
    expect(judged.map(({ fresh }) => fresh)).toEqual([true]);
  });

  it('remembers it for whom it was, and for nobody else (T75)', async () => {
    const login = await own.startLogin();
    const question = await login.browser.submitForm(login.page, alice);
    await login.browser.cookies.setCookie('session=usr_bob; Path=/', own.app.url);
    const page = await login.browser.follow(question);
    expect(page.textOf('.account')).toContain('bob@example.com');
    const pressed = await login.browser.submitForm(page, {}, press('continue'));
    expect(pressed.location).toContain('/login?scalekit_txn=');
    expect(judged.map(({ user, fresh }) => [user.sub, fresh])).toEqual([['usr_bob', false]]);
    expect(await own.pushes()).toEqual([]);
  });
});

it.each(adapters)('a policy without details is warned of at boot, on %s', async (adapter) => {
  const world = await World.start({ adapter, options: { policy: () => 'allow' } });
  expect(world.app.log.lines.join('\n')).toContain('policy is set without loginRequestDetails');
  await world.close();
});
