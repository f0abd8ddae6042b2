import { alice, bob } from '../support/sample.js';
import { beforeEachInChromium, type ChromiumTest } from './support/chromium-test.js';
import { describeInChromium } from './support/chromium.js';
import { signIn } from './support/sign-in.js';

const orders = [
  [0, 1, 2, 3, 4],
  [4, 3, 2, 1, 0],
  [2, 0, 4, 1, 3],
];

describeInChromium('what people do with tabs and buttons', (adapter) => {
  let { stage, browser, page } = {} as ChromiumTest;

  beforeEachInChromium(adapter, (test) => ({ stage, browser, page } = test));
  afterEach(() => expect(stage.complaints).toEqual([]));

  const heading = () => page.getByRole('heading', { level: 1 }).textContent();

  it.each(orders)('five tabs at once end in the order %d %d %d %d %d (T23)', async (...order) => {
    const openTab = async (account: typeof alice) => {
      const page = await browser.newPage();
      return { account, page, client: await stage.arrive(page) };
    };
    const tabs = [
      await openTab(alice),
      await openTab(bob),
      await openTab(alice),
      await openTab(bob),
      await openTab(alice),
    ];
    // All sign in before the first of them goes on, each in the session that the last one began.
    const inOrder = order.flatMap((index) => tabs[index] ?? []);
    for (const { page, account } of inOrder) {
      await page.bringToFront();
      await signIn(page, account);
      await stage.waitForConsent(page);
    }
    for (const { page, account, client } of inOrder.reverse()) {
      await page.bringToFront();
      expect(await stage.consent(page, client)).toMatchObject({ email: account.email });
    }
    expect(await stage.pushes()).toHaveLength(5);
  });

  it('a double click on the button pushes one user once', async () => {
    const client = await stage.arrive(page);
    await page.getByLabel('E-mail address').fill(alice.email);
    await page.getByLabel('Password').fill(alice.password);
    await page.getByRole('button', { name: 'Sign in', exact: true }).dblclick();
    expect(await stage.consent(page, client)).toMatchObject({ email: alice.email });
    expect(await stage.pushes()).toHaveLength(1);
  });

  it('a reload of the login page, and of a refused form, loses nothing', async () => {
    const client = await stage.arrive(page);
    const field = page.locator('form[action="/login"] input[name=scalekit_txn]');
    const txn = await field.getAttribute('value');
    await page.reload();
    expect(await field.getAttribute('value')).toBe(txn);

    await signIn(page, { ...alice, password: 'wrong' });
    await page.getByRole('alert').waitFor();
    await page.reload();
    await page.getByRole('alert').waitFor();
    expect(await field.getAttribute('value')).toBe(txn);
    await signIn(page, alice);
    expect(await stage.consent(page, client)).toMatchObject({ email: alice.email });
  });

  it('back from consent says that it is done, and forward is consent again', async () => {
    const client = await stage.arrive(page);
    await signIn(page, alice);
    await stage.waitForConsent(page);
    await page.goBack();
    await page.getByRole('heading', { name: 'This is done' }).waitFor();
    await page.goForward();
    expect(await stage.consent(page, client)).toMatchObject({ email: alice.email });
  });

  it('back from consent and on again is consent again, without a second push', async () => {
    const client = await stage.arrive(page);
    const callbacks: string[] = [];
    page.on('request', (request) => {
      if (request.url().includes('partner:callback')) callbacks.push(request.url());
    });
    await signIn(page, alice);
    await stage.waitForConsent(page);
    await page.goBack();
    await page.getByRole('link', { name: 'Go back to your AI app' }).click();
    expect(await stage.consent(page, client)).toMatchObject({ email: alice.email });
    const [first] = callbacks;
    expect(callbacks).toEqual([first, first]);
    expect(await stage.pushes()).toHaveLength(1);
  });

  it('a form that is left open does not let another person take the request over', async () => {
    await stage.arrive(page);
    const left = await browser.newPage();
    await left.goto(page.url());
    await signIn(page, alice);
    await stage.waitForConsent(page);
    await signIn(left, bob);
    await left.getByText('login_request_taken').waitFor();
    expect(await stage.pushes()).toHaveLength(1);
  });

  it('a link that is followed a second time says that it is done', async () => {
    const client = await stage.arrive(page);
    const { href } = new URL(page.url());
    await signIn(page, alice);
    expect(await stage.consent(page, client)).toMatchObject({ email: alice.email });
    await page.goto(href);
    expect(await heading()).toBe('This is done');
  });

  it('a session that rotates at every login takes no login request with it', async () => {
    const sessions = new Set<string | undefined>();
    for (const account of [alice, bob, alice]) {
      const client = await stage.arrive(page);
      const notYou = page.getByRole('button', { name: 'Not you?' });
      if (await notYou.isVisible()) await notYou.click();
      await signIn(page, account);
      expect(await stage.consent(page, client)).toMatchObject({ email: account.email });
      const cookies = await browser.cookies(stage.appUrl);
      sessions.add(cookies.find(({ name }) => name === 'waybill')?.value);
    }
    expect(sessions.size).toBe(3);
    expect(sessions.has(undefined)).toBe(false);
  });

  it('a plain login is as it was', async () => {
    await page.goto(`${stage.appUrl}/login`);
    expect(await page.getByRole('note').count()).toBe(0);
    await signIn(page, alice);
    await page.waitForURL(`${stage.appUrl}/`);
    expect(await heading()).toBe('Hello, Alice');
    const names = (await browser.cookies(stage.appUrl)).map(({ name }) => name);
    expect(names).toEqual(['waybill']);
  });
});
