import type { BegunLogin } from 'scalekit-emulator';
import { Browser } from '../support/browser.js';
import { finishLogin } from '../support/federated-login.js';
import { FederatedSample } from '../support/federated-sample.js';
import type { Page } from '../support/page.js';
import { alice, startTimeoutMs, type Sample } from '../support/sample.js';

const path = '/login-styles/magic-link';

describe.each(['express', 'fastify'])('a mailed link on %s', (adapter) => {
  let federated: FederatedSample;
  let sample: Sample;
  let browser: Browser;
  let client: BegunLogin;

  beforeAll(async () => {
    federated = await FederatedSample.start({ HTTP_ADAPTER: adapter });
    ({ sample } = federated);
    await federated.emulator.configure({ loginUrl: sample.url + path });
  }, startTimeoutMs);
  beforeEach(async () => {
    await federated.emulator.reset();
    browser = new Browser();
    client = await federated.emulator.beginLogin();
  });
  afterAll(() => federated?.close());

  /** From the AI app to the page that waits for the mail. */
  const ask = async (who = browser, email = alice.email): Promise<Page> => {
    const form = await who.follow(await who.navigate(client.url));
    return who.submitForm(form, { email });
  };
  const newestMail = async (): Promise<string> => {
    const outbox = await new Browser().navigate(`${sample.url}${path}/outbox`);
    return sample.url + (outbox.$('li a').first().attr('href') ?? '');
  };
  const claimsAfter = (handedOff: Page) => finishLogin({ browser, client }, handedOff);
  const pushes = () => federated.pushes();

  it('asks first when it is opened in the browser that asked for it', async () => {
    await ask();
    const page = await browser.follow(await browser.navigate(await newestMail()));
    expect(page.url.pathname).toBe('/scalekit/continue');
    expect(page.textOf('.account')).toContain(alice.email);
    expect(await pushes()).toEqual([]);
    const handedOff = await browser.submitForm(page, {}, { button: '[value=continue]' });
    expect(await claimsAfter(handedOff)).toMatchObject({ email: alice.email });
  });

  it('signs nobody in elsewhere, and shows a code that ends the login where it was asked for', async () => {
    const waiting = await ask();
    const phone = new Browser();
    const opened = await phone.navigate(await newestMail());
    const code = opened.textOf('.code');
    expect(code).toMatch(/^\d{3} \d{3}$/);
    expect(await sample.isSignedIn(phone)).toBe(false);
    expect(await pushes()).toEqual([]);
    const handedOff = await browser.submitForm(waiting, { code });
    expect(await claimsAfter(handedOff)).toMatchObject({ email: alice.email });
    expect(await sample.isSignedIn(phone)).toBe(false);
  });

  it('gives an attacker who typed the victim’s address nothing when the victim opens it', async () => {
    const attacker = new Browser();
    const waiting = await ask(attacker);
    const victim = new Browser();
    await sample.signIn(victim, alice);
    const opened = await victim.navigate(await newestMail());
    expect(opened.textOf()).toContain('If you did not ask for it a moment ago, close this page');
    expect(await pushes()).toEqual([]);
    const refused = await attacker.submitForm(waiting, { code: '000000' });
    expect(refused.status).toBe(401);
    expect(await sample.isSignedIn(attacker)).toBe(false);
    expect(await pushes()).toEqual([]);
  });

  it('is dead after five wrong codes, for the right one too', async () => {
    const waiting = await ask();
    const opened = await new Browser().navigate(await newestMail());
    const code = opened.textOf('.code').replace(' ', '');
    const wrong = code === '000000' ? '111111' : '000000';
    const statuses = [];
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      statuses.push((await browser.submitForm(waiting, { code: wrong })).status);
    }
    statuses.push((await browser.submitForm(waiting, { code })).status);
    expect(statuses).toEqual([401, 401, 401, 401, 410, 410]);
    expect(await pushes()).toEqual([]);
  });

  it('works once', async () => {
    await ask();
    const link = await newestMail();
    await browser.navigate(link);
    expect((await browser.navigate(link)).status).toBe(410);
  });

  it('tells nobody whether an address has an account', async () => {
    const known = await ask();
    const unknown = await ask(new Browser(), 'nobody@example.com');
    expect([unknown.status, unknown.textOf('h1')]).toEqual([known.status, known.textOf('h1')]);
  });

  it('signs in as ever when no AI app waits', async () => {
    const form = await browser.navigate(sample.url + path);
    await browser.submitForm(form, { email: alice.email });
    const home = await browser.navigate(await newestMail());
    expect(home.location).toBe('/');
    expect(await sample.isSignedIn(browser)).toBe(true);
  });
});
