import { rm } from 'node:fs/promises';
import { Database } from '../../apps/sample/src/database/database.js';
import { Browser } from '../support/browser.js';
import { alice, bob, carol, databaseFolder, Sample, startTimeoutMs } from '../support/sample.js';

const folder = await databaseFolder();
afterAll(() => rm(folder, { recursive: true }));

describe.each(['express', 'fastify'])('a plain login on %s', (adapter) => {
  let sample: Sample;
  let browser: Browser;

  beforeAll(async () => {
    sample = await Sample.start({ HTTP_ADAPTER: adapter, DATABASE_DIR: folder });
  }, startTimeoutMs);
  afterAll(() => sample?.close());
  beforeEach(() => {
    browser = new Browser();
  });

  const session = async () => (await browser.cookiesFor(sample.url))['waybill'];

  it('begins on the login page', async () => {
    const page = await browser.follow(await browser.navigate(sample.url));
    expect(page.url.pathname).toBe('/login');
    expect(page.status).toBe(200);
    expect(page.textOf('h1')).toBe('Sign in');
    expect(page.$('input[name=email]').attr('autocomplete')).toBe('username');
    expect(page.$('input[name=password]').attr('autocomplete')).toBe('current-password');
    expect(page.headers.get('content-security-policy')).toContain("form-action 'self'");
    expect(await browser.cookiesFor(sample.url)).toEqual({});
  });

  it('ends on the home page with 303, which shows who is signed in', async () => {
    const answer = await sample.signIn(browser, alice);
    expect(answer.status).toBe(303);
    expect(answer.location).toBe('/');
    const home = await browser.follow(answer);
    expect(home.textOf('main')).toContain('Hello, Alice');
    expect(home.textOf('main')).toContain('Alder Freight (business plan)');
    expect(home.textOf('tbody')).toContain('Gdańsk');
    expect(home.textOf('tbody')).not.toContain('Lagos');
  });

  it('keeps a session cookie that scripts and other sites cannot use', async () => {
    const answer = await sample.signIn(browser, alice);
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^waybill=[^;]+; Path=\/; HttpOnly; SameSite=Lax$/),
    ]);
  });

  it('sends somebody who is signed in home from the login page', async () => {
    await sample.signIn(browser, alice);
    expect((await browser.navigate(`${sample.url}/login`)).location).toBe('/');
  });

  it('answers a wrong password with its own form again', async () => {
    const page = await sample.signIn(browser, { ...alice, password: 'wrong' });
    expect(page.status).toBe(401);
    expect(page.textOf('[role=alert]')).toContain("don't belong together");
    expect(page.$('input[name=email]').val()).toBe(alice.email);
    expect(page.text).not.toContain('wrong');
    expect(await session()).toBeUndefined();
    expect((await browser.follow(await browser.submitForm(page, alice))).textOf()).toContain(
      'Hello, Alice',
    );
  });

  it('answers an unknown address and a disabled account as it answers a wrong password', async () => {
    const wrong = await sample.signIn(browser, { ...alice, password: 'wrong' });
    const unknown = await sample.signIn(browser, { ...alice, email: 'nobody@example.com' });
    const disabled = await sample.signIn(browser, carol);
    for (const [page, email] of [
      [unknown, 'nobody@example.com'],
      [disabled, carol.email],
    ] as const) {
      expect(page.status).toBe(wrong.status);
      expect(page.text.replace(email, alice.email)).toBe(wrong.text);
    }
  });

  it.each([
    ['nothing', ''],
    ['a field twice', 'email=a@example.com&email=b@example.com&password=x'],
  ])('answers %s with the form again', async (_, body) => {
    const answer = await fetch(`${sample.url}/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body,
    });
    expect(answer.status).toBe(401);
    expect(await answer.text()).toContain('role="alert"');
  });

  it('escapes what somebody typed', async () => {
    const email = `"><script>alert('x')</script>@example.com`;
    const page = await sample.signIn(browser, { email, password: 'x' });
    expect(page.$('script')).toHaveLength(0);
    expect(page.$('input[name=email]').val()).toBe(email);
  });

  it('changes the session id at every login, and the old one is worth nothing', async () => {
    await sample.signIn(browser, alice);
    const old = await session();
    // The form, since the login page itself sends home who is signed in.
    const form = await new Browser().navigate(`${sample.url}/login`);
    await browser.submitForm(form, bob);
    expect(await session()).not.toBe(old);
    expect((await browser.navigate(sample.url)).textOf()).toContain('Hello, Bob');

    const thief = new Browser({ headers: { cookie: `waybill=${old}` } });
    expect((await thief.navigate(sample.url)).location).toBe('/login');
  });

  it('ends the session for good when somebody signs out', async () => {
    const home = await browser.follow(await sample.signIn(browser, alice));
    const cookie = `waybill=${await session()}`;
    const answer = await browser.submitForm(home, {}, { form: 'form[action="/logout"]' });
    expect(answer.status).toBe(303);
    expect((await browser.follow(answer)).url.pathname).toBe('/login');
    const replay = await new Browser({ headers: { cookie } }).navigate(sample.url);
    expect(replay.location).toBe('/login');
  });

  it('has nothing against signing out twice', async () => {
    const home = await browser.follow(await sample.signIn(browser, alice));
    await browser.submitForm(home, {}, { form: 'form[action="/logout"]' });
    const again = await browser.submitForm(home, {}, { form: 'form[action="/logout"]' });
    expect(again.location).toBe('/login');
  });

  it('ends a session after eight hours', async () => {
    await sample.signIn(browser, alice);
    const database = sample.app.get(Database);
    const later = (hours: number) =>
      database.execute('update sessions set expires_at = expires_at - make_interval(mins => $1)', [
        hours * 60,
      ]);
    await later(7.9);
    expect((await browser.navigate(sample.url)).textOf()).toContain('Hello, Alice');
    await later(0.2);
    expect((await browser.navigate(sample.url)).location).toBe('/login');
  });

  it('puts a user out at once whose account is disabled', async () => {
    const database = sample.app.get(Database);
    await sample.signIn(browser, bob);
    await database.execute('update users set disabled = true where email = $1', [bob.email]);
    expect((await browser.navigate(sample.url)).location).toBe('/login');
    await database.execute('update users set disabled = false where email = $1', [bob.email]);
    expect((await browser.navigate(sample.url)).status).toBe(200);
  });

  it('makes an account wait after ten failures, and no other', async () => {
    const guess = { ...bob, password: 'guess' };
    const form = await browser.navigate(`${sample.url}/login`);
    for (let failures = 0; failures < 10; failures += 1) {
      expect((await browser.submitForm(form, guess)).status).toBe(401);
    }
    const blocked = await browser.submitForm(form, bob);
    expect(blocked.status).toBe(429);
    expect(blocked.textOf('main')).toContain('Wait 15 minutes');
    expect((await browser.submitForm(form, alice)).status).toBe(303);
  });

  it('refuses a form that another site sends', async () => {
    const form = await browser.navigate(`${sample.url}/login`);
    const elsewhere = sample.url.replace('localhost', '127.0.0.1');
    const foreign = new Browser({ headers: { origin: elsewhere, 'sec-fetch-site': 'cross-site' } });
    const page = await foreign.submitForm(form, alice);
    expect(page.status).toBe(403);
    expect(page.headers.getSetCookie()).toEqual([]);
  });

  it('shows errors as pages to browsers and as JSON to others, without a stack', async () => {
    const page = await browser.navigate(`${sample.url}/nowhere`);
    expect(page.status).toBe(404);
    expect(page.textOf('h1')).toBe('Not Found');
    const other = await browser.fetchJson(`${sample.url}/nowhere`);
    expect(other.json()).toMatchObject({ statusCode: 404 });
    const garbage = await fetch(`${sample.url}/login`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/html' },
      body: '{',
    });
    expect(garbage.status).toBe(400);
    expect(await garbage.text()).not.toMatch(/node_modules|at .*\.js/);
  });

  it('never shows a password hash', async () => {
    const home = await browser.follow(await sample.signIn(browser, alice));
    const wrong = await sample.signIn(new Browser(), { ...alice, password: 'wrong' });
    for (const page of [home, wrong]) {
      expect(page.text + JSON.stringify([...page.headers])).not.toMatch(/scrypt/i);
    }
  });
});
