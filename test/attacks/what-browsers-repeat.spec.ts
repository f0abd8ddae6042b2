import { Browser } from '../support/browser.js';
import { later, readingMs } from '../support/clock.js';
import { adapters } from '../support/federation-app.js';
import { alice, World } from '../support/world.js';
import { formType, rawRequest, type RawAnswer } from './support/raw-request.js';

const ownPage = { 'sec-fetch-site': 'same-origin' } as const;
const callers = {
  'a browser': { accept: 'text/html' },
  'a script': { accept: 'application/json', 'sec-fetch-dest': 'empty' },
  'another client': {},
} as const;

/** A browser keeps copies of what it was answered, and sends a body once more where it is told to. */
describe.each(adapters)('on %s, what is answered about a login request', (adapter) => {
  let world: World;
  let browser: Browser;
  let txn: string;

  beforeAll(async () => {
    world = await World.start({ adapter });
  });
  beforeEach(async () => {
    await world.emulator.reset();
    browser = new Browser();
    const { page } = await world.startLogin(browser);
    txn = String(page.$('input[name=scalekit_txn]').val());
  });
  afterAll(() => world?.close());

  type Headers = Readonly<Record<string, string>>;
  const post = (path: string, fields: Record<string, string>, headers: Headers) =>
    rawRequest(browser, world.app.url + path, {
      method: 'POST',
      headers: { ...formType, ...headers },
      body: String(new URLSearchParams({ scalekit_txn: txn, ...fields })),
    });

  /** Signs in by a link, and presses a button of the page that asks. */
  async function press(action: string, headers: Headers): Promise<RawAnswer> {
    const link = await browser.navigate(`${world.app.url}/login/link?as=usr_alice`);
    const page = await browser.follow(link);
    const csrf = page.form({}, { button: '[value=continue]' }).fields.get('scalekit_csrf') ?? '';
    const fields = { scalekit_csrf: csrf, action };
    return later(readingMs, () =>
      post('/scalekit/continue', fields, { ...ownPage, ...headers, 'sec-fetch-dest': 'document' }),
    );
  }

  const answers: Readonly<Record<string, (headers: Headers) => Promise<RawAnswer>>> = {
    'a login that is handed off': (headers) => post('/login', alice, { ...ownPage, ...headers }),
    'a login that is asked about': (headers) =>
      post('/login', alice, { 'sec-fetch-site': 'cross-site', ...headers }),
    'a cancel': (headers) => post('/login/cancel', {}, { ...ownPage, ...headers }),
    Continue: (headers) => press('continue', headers),
    'Not you?': (headers) => press('switch', headers),
  };
  const cases = Object.entries(callers).flatMap(([caller, headers]) =>
    Object.keys(answers).map((what) => [what, caller, headers] as const),
  );

  it.each(cases)(
    'to %s by %s makes nobody post a password once more (T27)',
    async (what, _caller, headers) => {
      const answer = await answers[what]?.(headers);
      expect([200, 303]).toContain(answer?.status);
      expect(answer?.headers['location'] !== undefined).toBe(answer?.status === 303);
    },
  );

  it.each(cases)('to %s by %s is kept by no cache (T24)', async (what, _caller, headers) => {
    const answer = await answers[what]?.(headers);
    expect(answer?.headers['cache-control']).toBe('no-store');
  });

  it('where nobody has posted anything is kept by no cache (T24)', async () => {
    const asks = await browser.navigate(`${world.app.url}/login/link?as=usr_alice`);
    const question = await browser.navigate(asks.next ?? '');
    const nothing = await browser.navigate(`${question.url.origin}/scalekit/continue`);
    const kept = [asks, question, nothing].map(({ status, headers }) => [
      status,
      headers.get('cache-control'),
    ]);
    expect(kept).toEqual([
      [303, 'no-store'],
      [200, 'no-store'],
      [410, 'no-store'],
    ]);
  });
});
