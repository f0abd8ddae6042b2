import {
  Controller,
  Get,
  HttpCode,
  Post,
  Req,
  UnauthorizedException,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
  type INestApplication,
} from '@nestjs/common';
import { AfterLogin } from 'nestjs-scalekit-federation';
import { Browser } from '../support/browser.js';
import { later } from '../support/clock.js';
import { adapters, LoginController, users, type User } from '../support/federation-app.js';
import { claimsAt } from '../support/federated-login.js';
import { FrontEndPage } from '../support/front-end.js';
import { LoginRequestController } from '../support/login-request.controller.js';
import { alice, World } from '../support/world.js';

/** The same site as the backend's `http://localhost:<port>`, and another one. */
const sameSite = 'http://localhost:4300';
const otherSite = 'http://127.0.0.1:4300';
const stranger = 'http://localhost:4666';

class TokenGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context
      .switchToHttp()
      .getRequest<{ headers: Record<string, string>; user?: User | undefined }>();
    const id = request.headers['authorization']?.replace('Bearer ', '');
    request.user = users.find((user) => user.id === id);
    if (!request.user) throw new UnauthorizedException();
    return true;
  }
}

@Controller()
class FrontEndController {
  /** For somebody who is signed in already. */
  @Post('login/continue')
  @HttpCode(200)
  @UseGuards(TokenGuard)
  @AfterLogin({ confirm: 'always' })
  go(): object {
    return { hello: 'again' };
  }

  @Get('whoami')
  whoami(@Req() { user }: { user?: User }): object {
    return { user: user?.id ?? null };
  }
}

describe.each(adapters)('a front end on another origin, with the backend on %s', (adapter) => {
  let world: World;
  let api: string;

  beforeAll(async () => {
    world = await World.start({
      adapter,
      controllers: [LoginController, LoginRequestController, FrontEndController],
      options: {
        appUrl: 'http://localhost:4999',
        frontEnds: [sameSite, otherSite],
        loginUrl: `${otherSite}/login`,
      },
      configure: (app) => app.enableCors({ origin: [sameSite, otherSite, stranger] }),
    });
    api = world.app.url;
  });
  beforeEach(() => world.emulator.reset());
  afterAll(() => world?.close());

  /** Scalekit's Login Endpoint URL is the front end's own page; this is the address that it is opened with. */
  async function begin() {
    const client = await world.emulator.beginLogin();
    return { client, link: await world.loginLink(client) };
  }

  /** The continue page is on `appUrl`, which stands for a proxy before the test's own port. */
  const onTestPort = (url: string) => url.replace('http://localhost:4999', api);

  /** Presses Continue on the page that a script was told of, and follows it to the client's claims. */
  async function confirm(browser: Browser, client: Parameters<typeof claimsAt>[0], url: string) {
    const page = await browser.follow(await browser.navigate(onTestPort(url)));
    const handedOff = await browser.submitForm(page);
    const consent = await browser.follow(handedOff, client.redirectUri);
    return { page, claims: await claimsAt(client, await approve(browser, client, consent)) };
  }

  /** Somebody signs in on a page that holds another page's ticket: it only names, and the continue page asks. */
  async function signInElsewhere() {
    const { client, link } = await begin();
    const captured = await new FrontEndPage(otherSite, api).capture(link);
    const other = new FrontEndPage(otherSite, api);
    const told = await other.post('/login', { ...alice, ...other.fields(captured) });
    const { redirectTo } = told.json() as { redirectTo: string };
    return { client, captured, browser: other.browser, redirectTo };
  }

  async function approve(browser: Browser, client: { redirectUri: string }, consent: any) {
    if (consent.next !== undefined) return consent;
    return browser.follow(await browser.submitForm(consent), client.redirectUri);
  }

  it.each([sameSite, otherSite])('%s hands a login off by itself', async (origin) => {
    const { client, link } = await begin();
    const page = new FrontEndPage(origin, api, new Browser());
    const captured = await page.capture(link);
    expect(Object.keys(captured).sort()).toEqual([
      'expiresAt',
      'formFields',
      'notice',
      'switchAccount',
      'ticket',
      'txn',
    ]);
    const answer = await page.post('/login', { ...alice, ...page.fields(captured) });
    expect(answer.status).toBe(200);
    const { redirectTo, ...own } = answer.json() as Record<string, string>;
    expect(own).toEqual({ greeting: 'welcome', fields: ['email', 'password'] });
    expect(answer.headers.get('scalekit-redirect-to')).toBe(redirectTo);
    expect(answer.headers.get('access-control-expose-headers')).toBe(
      'Scalekit-Redirect-To, Scalekit-Hand-Off-Error',
    );
    const cookies = answer.headers.getSetCookie();
    expect(cookies.filter((cookie) => cookie.includes('scalekit'))).toEqual([]);
    const consent = await page.browser.follow(
      await page.browser.navigate(redirectTo ?? ''),
      client.redirectUri,
    );
    const claims = await claimsAt(client, await approve(page.browser, client, consent));
    expect(claims).toMatchObject({ sub: 'usr_alice' });
  });

  it('in a browser without fetch metadata hands a login off, too', async () => {
    const { link } = await begin();
    const old = { 'sec-fetch-dest': '', 'sec-fetch-mode': '', 'sec-fetch-site': '' };
    const page = new FrontEndPage(otherSite, api, new Browser({ headers: old }));
    const captured = await page.capture(link);
    const answer = await page.post('/login', { ...alice, ...page.fields(captured) });
    expect(answer.json()).toMatchObject({
      greeting: 'welcome',
      redirectTo: expect.stringContaining('partner:callback'),
    });
  });

  it('hands off by a form of its own, too, which our page answers', async () => {
    const { link } = await begin();
    const page = new FrontEndPage(otherSite, api);
    const captured = await page.capture(link);
    const answer = await page.postForm('/login', { ...alice, ...page.fields(captured) });
    expect(answer.refresh).toContain('partner:callback?state=');
  });

  it('is asked, and the log says why, where its form comes with "Origin: null"', async () => {
    const { link } = await begin();
    const page = new FrontEndPage(otherSite, api, new Browser({ headers: { origin: 'null' } }));
    const other = new FrontEndPage(otherSite, api);
    const captured = await other.capture(link);
    const answer = await page.postForm('/login', { ...alice, ...other.fields(captured) });
    expect(answer.next?.pathname).toBe('/scalekit/continue');
    expect(world.app.log.lines.join('\n')).toContain('Referrer-Policy: no-referrer');
  });

  it('gets a ticket of at most 1 KB, and no cookie', async () => {
    const { link } = await begin();
    const page = new FrontEndPage(otherSite, api);
    const query = new URLSearchParams(link.search);
    query.set('scalekit_page', page.key);
    const answer = await page.get('/login-request', query);
    const { ticket = '', txn } = answer.json() as Record<string, string>;
    expect(ticket).toMatch(/^[\w-]{16}\.[\w-]+$/);
    expect(ticket.split('.')[0]).toBe(txn);
    expect(ticket.length).toBeLessThanOrEqual(1024);
    expect(answer.headers.getSetCookie()).toEqual([]);
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  it('shows no more of a ticket in the log than its txn (T71)', async () => {
    const { link } = await begin();
    const page = new FrontEndPage(otherSite, api);
    const captured = await page.capture(link);
    await page.post('/login', { ...alice, ...page.fields(captured) });
    const log = world.app.log.lines.join('\n');
    expect(log).toContain(captured['txn']);
    expect(log).not.toContain(captured['ticket']?.split('.')[1]);
    expect(log).not.toContain(page.key);
  });

  it.each([
    ['another page, with a key of its own', otherSite],
    ['a page of another listed front end', sameSite],
    ['a page that is not listed', stranger],
  ])('has its ticket only named by %s (T71)', async (_who, origin) => {
    const { link } = await begin();
    const captured = await new FrontEndPage(otherSite, api).capture(link);
    const other = new FrontEndPage(origin, api);
    const answer = await other.post('/login', { ...alice, ...other.fields(captured) });
    expect(answer.json()).toMatchObject({
      redirectTo: expect.stringContaining('/scalekit/continue?'),
    });
    expect(await world.pushes()).toEqual([]);
  });

  it('has its ticket only named where the key is known and the origin is another', async () => {
    const { link } = await begin();
    const page = new FrontEndPage(otherSite, api);
    const captured = await page.capture(link);
    const other = new FrontEndPage(sameSite, api);
    await other.post('/login', { ...alice, ...page.fields(captured) });
    expect(await world.pushes()).toEqual([]);
  });

  it('has its ticket only named by a page of the backend, in a browser that captured nothing', async () => {
    const { link } = await begin();
    const captured = await new FrontEndPage(otherSite, api).capture(link);
    const body = { ...alice, scalekit_txn: captured['ticket'] };
    const told = await new Browser().fetchJson(`${api}/login`, body);
    expect(told.json()).toMatchObject({
      redirectTo: expect.stringContaining('/scalekit/continue?'),
    });
    expect(await world.pushes()).toEqual([]);
  });

  it.each(['null', ''])('has its ticket only named with Origin %j', async (origin) => {
    const { link } = await begin();
    const page = new FrontEndPage(otherSite, api);
    const captured = await page.capture(link);
    const nobody = new FrontEndPage(otherSite, api, new Browser({ headers: { origin } }));
    await nobody.post('/login', { ...alice, ...page.fields(captured) });
    expect(await world.pushes()).toEqual([]);
  });

  it('is asked on the continue page, which has the account, where a ticket only names', async () => {
    const { client, captured, browser, redirectTo } = await signInElsewhere();
    expect(redirectTo).toMatch(/^http:\/\/localhost:4999\/scalekit\/continue\?scalekit_txn=/);
    const arrived = await browser.navigate(onTestPort(redirectTo));
    expect(arrived.next?.search).toBe(`?scalekit_txn=${captured['txn']}`);
    const { page, claims } = await confirm(browser, client, redirectTo);
    expect(page.textOf('.account')).toContain('alice@example.com');
    expect(claims).toMatchObject({ sub: 'usr_alice' });
  });

  it('leads to the login page where the way to the continue page took longer than a minute', async () => {
    const { browser, redirectTo } = await signInElsewhere();
    const arrived = await later(61_000, () => browser.navigate(onTestPort(redirectTo)));
    const left = await browser.navigate(new URL(arrived.next ?? ''));
    expect(left.next?.origin).toBe(otherSite);
  });

  it('asks somebody who is signed in already by a token', async () => {
    const { client, link } = await begin();
    const browser = new Browser({ headers: { authorization: 'Bearer usr_bob' } });
    const page = new FrontEndPage(otherSite, api, browser);
    const captured = await page.capture(link);
    const told = await page.post('/login/continue', page.fields(captured));
    expect(told.json()).toMatchObject({ hello: 'again' });
    expect(await world.pushes()).toEqual([]);
    const { redirectTo } = told.json() as { redirectTo: string };
    const asked = await confirm(new Browser(), client, redirectTo);
    expect(asked.page.textOf('.account')).toContain('bob@example.com');
    expect(asked.claims).toMatchObject({ sub: 'usr_bob' });
  });

  it('loaded again, or back from "Not you?", gets a new ticket with the notice', async () => {
    const { link } = await begin();
    const first = new FrontEndPage(otherSite, api);
    const captured = await first.capture(link);
    const reloaded = new FrontEndPage(otherSite, api);
    const again = await reloaded.capture(
      new URL(`${otherSite}/login?scalekit_txn=${captured['ticket']}`),
    );
    expect(again['notice']).toBe(captured['notice']);
    expect(again['txn']).toBe(captured['txn']);
    expect(again['expiresAt']).toBe(captured['expiresAt']);
    const answer = await reloaded.post('/login', { ...alice, ...reloaded.fields(again) });
    expect(answer.json()).toMatchObject({
      redirectTo: expect.stringContaining('partner:callback'),
    });
  });

  it('is where "Not you?" leads, with a ticket that its page exchanges', async () => {
    const { captured, browser, redirectTo } = await signInElsewhere();
    const asked = await browser.follow(await browser.navigate(onTestPort(redirectTo)));
    const left = await browser.submitForm(asked, {}, { button: '[value=switch]' });
    expect(left.next?.origin).toBe(otherSite);
    const page = new FrontEndPage(otherSite, api);
    const again = await page.capture(left.next ?? new URL(otherSite));
    expect(again).toMatchObject({ switchAccount: true, txn: captured['txn'] });
    const answer = await page.post('/login', { ...alice, ...page.fields(again) });
    expect(answer.json()).toMatchObject({
      redirectTo: expect.stringContaining('partner:callback'),
    });
  });

  it('is led to from "Not you?" by a page: a redirect is held to the CSP of the form before it', async () => {
    const { browser, redirectTo } = await signInElsewhere();
    const asked = await browser.follow(await browser.navigate(onTestPort(redirectTo)));
    expect(asked.headers.get('content-security-policy')).toContain("form-action 'self'");
    const left = await browser.submitForm(asked, {}, { button: '[value=switch]' });
    expect(left.location).toBeUndefined();
    expect(left.refresh).toContain(`${otherSite}/login?scalekit_txn=`);
  });

  it('can cancel', async () => {
    const { client, link } = await begin();
    const page = new FrontEndPage(otherSite, api);
    const captured = await page.capture(link);
    const { redirectTo } = (await page.post('/login/cancel', page.fields(captured))).json() as {
      redirectTo: string;
    };
    const back = await page.browser.follow(
      await page.browser.navigate(redirectTo),
      client.redirectUri,
    );
    expect(await claimsAt(client, back)).toMatchObject({ error: 'access_denied' });
  });

  it('has its cancel refused to any other page (T71)', async () => {
    const { link } = await begin();
    const captured = await new FrontEndPage(otherSite, api).capture(link);
    const other = new FrontEndPage(otherSite, api);
    const answer = await other.post('/login/cancel', other.fields(captured));
    expect(answer.json()).toMatchObject({ statusCode: 403, error: 'csrf_failed' });
    expect(await world.pushes()).toEqual([]);
  });

  it.each([
    ['an array', (ticket: string) => [ticket, ticket]],
    ['an object', (ticket: string) => ({ value: ticket })],
    [
      'one with a letter changed',
      (ticket: string) => ticket.slice(0, -1) + (ticket.endsWith('A') ? 'B' : 'A'),
    ],
    ['the txn alone', (ticket: string) => ticket.split('.')[0]],
    ['one of 9,000 characters', (ticket: string) => ticket + 'A'.repeat(9_000)],
  ])('hears that %s is no ticket, beside its login', async (_what, spoil) => {
    const { link } = await begin();
    const page = new FrontEndPage(otherSite, api);
    const captured = await page.capture(link);
    const fields = { scalekit_txn: spoil(captured['ticket'] ?? ''), scalekit_page: page.key };
    const answer = await page.post('/login', { ...alice, ...fields });
    expect(answer.status).toBe(200);
    expect(answer.json()).toMatchObject({
      greeting: 'welcome',
      handOffError: { error: 'login_request_expired' },
    });
    expect(await world.pushes()).toEqual([]);
  });

  it('that is not listed captures nothing, and the log says what to write (T72)', async () => {
    const { link } = await begin();
    const answer = await new FrontEndPage(stranger, api).capture(link);
    expect(answer).toEqual({});
    expect(world.app.log.lines.join('\n')).toContain('frontEnds (SCALEKIT_FRONT_ENDS)');
  });

  it('gets no ticket for a state that is too long for one, and the log says so', async () => {
    const { link } = await begin();
    link.searchParams.set('state', 's'.repeat(1_000));
    expect(await new FrontEndPage(otherSite, api).capture(link)).toEqual({});
    expect(world.app.log.lines.join('\n')).toContain(
      'its state is too long for a ticket, which has 1 KB',
    );
  });

  it('that sends no page key captures nothing, and the log says what is missing (T72)', async () => {
    const { link } = await begin();
    const answer = await new FrontEndPage(otherSite, api).get('/login-request', link.searchParams);
    expect(answer.json()).toEqual({});
    expect(world.app.log.lines.join('\n')).toContain('scalekit_page');
  });
});

describe.each(adapters)('a front end to which the backend on %s speaks no CORS', (adapter) => {
  it('is told to the developer with the fix: its browser hides every answer', async () => {
    const world = await World.start({
      adapter,
      controllers: [LoginController, LoginRequestController, FrontEndController],
      options: { appUrl: 'http://localhost:4999', frontEnds: [otherSite] },
    });
    const link = await world.loginLink(await world.emulator.beginLogin());
    await new FrontEndPage(otherSite, world.app.url).capture(link);
    const { lines } = world.app.log;
    await world.close();
    expect(lines.filter((line) => line.includes('Access-Control-Allow-Origin'))).toEqual([
      expect.stringContaining(`app.enableCors({ origin: ['${otherSite}'] })`),
    ]);
  });
});

describe.each(adapters)('the headers of ours that a front end may use, on %s', (adapter) => {
  const preflight = (url: string) =>
    fetch(`${url}/login`, {
      method: 'OPTIONS',
      headers: {
        origin: otherSite,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type,scalekit-txn,scalekit-page',
      },
    });
  const start = (configure: (app: INestApplication) => void) =>
    World.start({
      adapter,
      controllers: [LoginController, LoginRequestController, FrontEndController],
      options: { appUrl: 'http://localhost:4999', frontEnds: [otherSite] },
      configure,
    });

  it('are allowed beside those that the app names', async () => {
    const world = await start((app) =>
      app.enableCors({ origin: otherSite, allowedHeaders: ['Content-Type'] }),
    );
    const answer = await preflight(world.app.url);
    const { lines } = world.app.log;
    await world.close();
    expect(answer.headers.get('access-control-allow-headers')?.toLowerCase()).toMatch(
      /content-type, ?scalekit-txn, ?scalekit-page/,
    );
    expect(lines.filter((line) => line.includes('CORS'))).toEqual([]);
  });

  it('are told of where something else refuses them', async () => {
    const world = await start(() => undefined);
    await preflight(world.app.url);
    await preflight(world.app.url);
    const { lines } = world.app.log;
    await world.close();
    expect(lines.filter((line) => line.includes('CORS refuses'))).toEqual([
      expect.stringContaining('Scalekit-Txn and Scalekit-Page'),
    ]);
  });
});
