import {
  Controller,
  HttpCode,
  Injectable,
  Post,
  UseGuards,
  type CallHandler,
  type ExecutionContext,
  type LoggerService,
  type NestInterceptor,
} from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AfterLogin, FederationService } from 'nestjs-scalekit-federation';
import { tap, type Observable } from 'rxjs';
import { inspect } from 'node:util';
import { Browser } from '../support/browser.js';
import { moveClock, restoreClock } from '../support/clock.js';
import {
  LoginController,
  PasswordGuard,
  adapters,
  cookieSecret,
} from '../support/federation-app.js';
import { alice, bob, World } from '../support/world.js';
import { formType, rawRequest } from './support/raw-request.js';

/** Everything that the app wrote or threw where others can read it, as deep as it goes. */
const sink: string[] = [];

function see(...values: unknown[]): void {
  for (const value of values) {
    sink.push(typeof value === 'string' ? value : inspect(value, { depth: 10, showHidden: true }));
    try {
      sink.push(JSON.stringify(value) ?? '');
    } catch {
      // A cycle: inspect has seen it.
    }
  }
}

const everythingLogger: LoggerService = {
  log: see,
  warn: see,
  error: see,
  debug: see,
  verbose: see,
  fatal: see,
};

@Injectable()
class SeeThrown implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(tap({ error: see }));
  }
}

/** Its principal cannot be mapped. */
@Controller('broken')
class BrokenController {
  @Post('login')
  @HttpCode(200)
  @UseGuards(PasswordGuard)
  @AfterLogin({ principal: () => ({ id: 'usr_1', email: 'canary@example.com\u0000' }) })
  login(): object {
    return {};
  }
}

describe.each(adapters)('on %s, after everything that can go wrong,', (adapter) => {
  const canaries = new Map<string, string>();
  let world: World;

  const remember = (what: string, value: string) => canaries.set(`${what} ${canaries.size}`, value);

  /** A login page that an AI app led to; its secrets are remembered. */
  async function start() {
    const login = await world.startLogin();
    const { searchParams } = login.page.url;
    remember('state', searchParams.get('state') ?? '');
    remember('login request id', searchParams.get('login_request_id') ?? '');
    for (const value of Object.values(await login.browser.cookiesFor(world.app.url))) {
      remember('cookie', value);
    }
    return login;
  }

  beforeAll(async () => {
    sink.length = 0;
    world = await World.start({
      adapter,
      controllers: [LoginController, BrokenController],
      providers: [{ provide: APP_INTERCEPTOR, useClass: SeeThrown }],
      configure: (app) => app.useLogger(everythingLogger),
    });
    const { emulator, app } = world;
    remember('client secret', emulator.credentials.clientSecret);
    remember('cookie secret', cookieSecret);
    remember('address', 'canary@example.com');
    remember('address', alice.email);
    remember('address', bob.email);
    const service = app.app.get(FederationService);
    remember('token', await service.getAccessToken());
    see(service, app.app.get(FederationService));

    const faults = [
      { status: 500, body: 'oops' },
      { status: 503 },
      { status: 404, body: { message: 'canary-upstream' } },
      { status: 401 },
      { status: 409 },
      { status: 307, headers: { location: 'http://127.0.0.1:9/canary-upstream' } },
      { body: '<html>canary-upstream' },
      { reset: true },
      { body: 'canary-upstream '.repeat(5000) },
      { status: 429, headers: { 'retry-after': '40' } },
    ];
    for (const fault of faults) {
      const { browser, page } = await start();
      await emulator.fail({ on: 'push', ...fault });
      see((await browser.submitForm(page, alice)).text);
      await emulator.clearFaults();
    }
    await emulator.fail({ on: 'token', status: 401 });
    await emulator.fail({ on: 'push', status: 401 });
    const refused = await start();
    see((await refused.browser.submitForm(refused.page, alice)).text);
    await emulator.clearFaults();
    remember('canary', 'canary-upstream');

    const wrong = await start();
    await wrong.browser.submitForm(wrong.page, { ...alice, password: 'wrong' });
    await wrong.browser.submitForm(wrong.page, alice);
    await wrong.browser.submitForm(wrong.page, bob);

    const cancelled = await start();
    const form = 'form[action="/login/cancel"]';
    await cancelled.browser.submitForm(cancelled.page, {}, { form });
    see((await cancelled.browser.submitForm(cancelled.page, bob)).text);

    const broken = await start();
    const txn = String(broken.page.$('input[name=scalekit_txn]').val());
    const fields = { ...alice, scalekit_txn: txn };
    see((await broken.browser.fetchJson(`${world.app.url}/broken/login`, fields)).text);

    const foreign = new Browser();
    see((await foreign.fetchJson(`${world.app.url}/login`, fields)).text);
    see((await foreign.navigate(`${world.app.url}/scalekit/continue?scalekit_txn=${txn}`)).text);

    const forged = await start();
    const posted = await rawRequest(forged.browser, `${world.app.url}/scalekit/continue`, {
      method: 'POST',
      headers: { ...formType, origin: 'https://evil.example' },
      body: `scalekit_txn=${txn}&scalekit_csrf=canary-csrf`,
    });
    see(posted.text, posted.headers);
    remember('csrf', 'canary-csrf');

    remember('malformed', 'canary-malformed');
    for (const query of [
      'login_request_id=canary-malformed%00&state=canary-malformed',
      'login_request_id=lri_1&state=canary-malformed%0d%0a',
      'login_request_id=canary-malformed',
      'login_request_id=canary-malformed&login_request_id=x&state=y',
    ]) {
      see((await foreign.navigate(`${world.app.url}/login?${query}`)).text);
    }

    const late = await start();
    moveClock(10 * 60);
    see((await late.browser.submitForm(late.page, alice)).text);
    restoreClock();
  });
  afterAll(() => world?.close());

  it('something was seen at all', () => {
    expect(sink.length).toBeGreaterThan(100);
    expect(sink.join('\n')).toContain('login request handed off sub="usr_alice"');
    expect(canaries.size).toBeGreaterThan(50);
  });

  it('no secret, token, state, login request id, cookie or address is in a log line, an error or an error page (T18)', () => {
    const all = sink.join('\n');
    const found = [...canaries].filter(([, value]) => value !== '' && all.includes(value));
    expect(found).toEqual([]);
  });

  it('no error page shows where the code lies (T43)', () => {
    expect(
      sink.filter((text) => text.startsWith('<') && /node_modules|\.ts:\d/.test(text)),
    ).toEqual([]);
  });
});
