import type { Fault } from 'scalekit-emulator';
import { Browser } from '../support/browser.js';
import { beforeEachOnSample, type SampleTest } from '../support/sample-test.js';
import type { Page } from '../support/page.js';
import { alice, bob } from '../support/sample.js';
import { authorizeUrlOf } from './named-client.js';

const section = 'section[aria-labelledby=connected-apps]';

describe.each(['express', 'fastify'])('the connected apps of a person, on %s', (adapter) => {
  let { federated, sample } = {} as SampleTest;

  beforeEachOnSample({ HTTP_ADAPTER: adapter }, async (test) => {
    ({ federated, sample } = test);
    await federated.emulator.configure({ loginUrl: `${sample.url}/login` });
  });

  /** A person's browser, in which they have let these apps in. */
  async function connect(account: typeof alice, ...names: string[]): Promise<Browser> {
    const browser = new Browser();
    await sample.signIn(browser, account);
    for (const name of names) {
      const url = await authorizeUrlOf(federated.emulator, name, 'openid shipments:read');
      const asked = await browser.follow(await browser.navigate(url));
      const button = '[value=continue]';
      const consent = await browser.follow(await browser.submitForm(asked, {}, { button }));
      await browser.submitForm(consent);
    }
    return browser;
  }

  const home = async (browser: Browser): Promise<Page> => browser.navigate(sample.url);
  const namesOn = (page: Page) =>
    page
      .$(`${section} bdi`)
      .toArray()
      .map((name) => page.$(name).text());
  const disconnect = (browser: Browser, page: Page, values: Record<string, string> = {}) =>
    browser.submitForm(page, values, { form: `${section} form` });

  it('are none at first', async () => {
    const page = await home(await connect(alice));
    expect(page.textOf(section)).toContain('No AI app is connected');
  });

  it('are shown with their name, what they may do, and since when', async () => {
    const page = await home(await connect(alice, 'Freight Assistant'));
    expect(namesOn(page)).toEqual(['Freight Assistant']);
    expect(page.textOf(section)).toContain('shipments:read');
    expect(page.$(`${section} time`).attr('datetime')).toBe(new Date().toISOString().slice(0, 10));
    expect(page.$(`${section} button`).attr('aria-label')).toBe('Disconnect Freight Assistant');
    expect(page.headers.get('cache-control')).toBe('no-store');
  });

  it('are those of this person alone', async () => {
    const browser = await connect(alice, 'Freight Assistant');
    await connect(bob, 'Invoice Reader');
    expect(namesOn(await home(browser))).toEqual(['Freight Assistant']);
  });

  it('are text on the page, whatever they call themselves', async () => {
    const name = '<b onclick=alert(1)>Claude</b>';
    const page = await home(await connect(alice, name));
    expect(namesOn(page)).toEqual([name]);
    expect(page.$('b')).toHaveLength(0);
  });

  it('end one by one, by a press of their button', async () => {
    const browser = await connect(alice, 'Freight Assistant', 'Invoice Reader');
    const page = await home(browser);
    const [first, second] = namesOn(page);
    const answer = await disconnect(browser, page);
    expect([answer.status, answer.location]).toEqual([303, '/#connected-apps']);
    expect(first).not.toBe(second);
    expect(namesOn(await home(browser))).toEqual([second]);
  });

  it.each(['of somebody else', 'that does not exist', 'that is empty'])(
    'stay where an id is sent %s, and the page says so',
    async (which) => {
      const others = await connect(bob, 'Invoice Reader');
      const browser = await connect(alice, 'Freight Assistant');
      const othersId = (await home(others)).form({}, { form: `${section} form` }).fields.get('id');
      const ids: Record<string, string> = {
        'of somebody else': String(othersId),
        'that does not exist': 'ucon_1',
        'that is empty': '',
      };
      const answer = await disconnect(browser, await home(browser), { id: ids[which] ?? '' });
      expect(answer.status).toBe(404);
      expect(answer.textOf(`${section} [role=alert]`)).toContain('Nothing was disconnected');
      expect(namesOn(answer)).toEqual(['Freight Assistant']);
      expect(namesOn(await home(others))).toEqual(['Invoice Reader']);
    },
  );

  it('stay where no id is sent at all', async () => {
    const browser = await connect(alice, 'Freight Assistant');
    const page = await home(browser);
    const { action, method, fields } = page.form({}, { form: `${section} form` });
    fields.delete('id');
    expect((await browser.sendForm({ action, method, fields }, page)).status).toBe(404);
    expect(namesOn(await home(browser))).toEqual(['Freight Assistant']);
  });

  it('stay where another site sends the form', async () => {
    const browser = await connect(alice, 'Freight Assistant');
    const page = await home(browser);
    const form = page.form({}, { form: `${section} form` });
    const elsewhere = await new Browser().navigate(federated.emulator.url);
    expect((await browser.sendForm(form, elsewhere)).status).toBe(403);
    expect(namesOn(await home(browser))).toEqual(['Freight Assistant']);
  });

  it('are nobody’s to disconnect who is not signed in', async () => {
    const browser = await connect(alice, 'Freight Assistant');
    const page = await home(browser);
    const stranger = await disconnect(new Browser(), page);
    expect([stranger.status, stranger.location]).toEqual([303, '/login']);
    expect(namesOn(await home(browser))).toEqual(['Freight Assistant']);
  });

  it.each<[string, Omit<Fault, 'on'>]>([
    ['is down', { status: 503 }],
    ['resets connections', { reset: true }],
    ['refuses', { status: 403 }],
    ['takes its time', { delayMs: 2_500, times: 1 }],
  ])('are missing from a page that shows the rest while Scalekit %s', async (_how, fault) => {
    const browser = await connect(alice, 'Freight Assistant');
    await federated.emulator.fail({ on: 'user_consents', ...fault });
    const page = await home(browser);
    expect(page.status).toBe(200);
    expect(page.textOf(section)).toContain("can't be shown right now");
    expect(page.textOf()).toContain('Gdańsk');
    await federated.emulator.clearFaults();
    expect(namesOn(await home(browser))).toEqual(['Freight Assistant']);
  });

  it('stay, and the page says so, where Scalekit cannot be told', async () => {
    const browser = await connect(alice, 'Freight Assistant');
    const page = await home(browser);
    await federated.emulator.fail({ on: 'user_consents', status: 403 });
    const answer = await disconnect(browser, page);
    expect(answer.status).toBe(503);
    expect(answer.textOf(`${section} [role=alert]`)).toContain('may still be connected');
    await federated.emulator.clearFaults();
    expect(namesOn(await home(browser))).toEqual(['Freight Assistant']);
  });
});
