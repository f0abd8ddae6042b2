import type { IncomingMessage } from 'node:http';
import type { BrowserContext, Page, Request } from 'playwright-core';
import { alice } from '../support/sample.js';
import { describeInChromium } from './support/chromium.js';
import { signIn } from './support/sign-in.js';
import { Stage, startTimeoutMs } from './support/stage.js';

describeInChromium('what other sites can do and see', (adapter) => {
  let stage: Stage;
  let browser: BrowserContext;
  let page: Page;
  /** The addresses that the app was asked for, with how. */
  const asked: { readonly url: string; readonly destination: unknown }[] = [];

  beforeAll(async () => {
    stage = await Stage.start(adapter);
    stage.sample.app
      .getHttpServer()
      .prependListener('request', ({ url, headers }: IncomingMessage) => {
        asked.push({ url: url ?? '', destination: headers['sec-fetch-dest'] });
      });
  }, startTimeoutMs);
  beforeEach(async () => {
    await stage.reset();
    asked.length = 0;
    browser = await stage.newBrowser();
    page = await browser.newPage();
  });
  afterAll(() => stage?.close(), startTimeoutMs);

  const captured = async () =>
    (await browser.cookies(stage.appUrl)).filter(({ name }) => name.startsWith('scalekit_'));

  const link = () => `${stage.appUrl}/login?login_request_id=req_1&state=of-a-stranger`;

  const lures: [string, (link: string) => string][] = [
    ['an image', (link) => `<img src="${link}">`],
    ['a frame', (link) => `<iframe src="${link}"></iframe>`],
    [
      'fetch',
      (link) => `<script>fetch('${link}', { mode: 'no-cors', credentials: 'include' })</script>`,
    ],
    ['prefetch', (link) => `<link rel="prefetch" href="${link}">`],
  ];

  describe.each(['another site', 'a sister site'])('%s', (where) => {
    it.each(lures)('cannot plant a login request by %s (T24)', async (_how, lure) => {
      const url = stage.elsewhere.publish('/lure', lure(link()));
      const answered = answerTo(page, link());
      // Ports make no site: to the app, 127.0.0.1 is a sister, and Lax cookies may be set from there.
      await page.goto(where === 'a sister site' ? url.replace('localhost', '127.0.0.1') : url);
      await answered;
      expect(asked).toEqual([
        { url: expect.stringContaining('of-a-stranger'), destination: expect.any(String) },
      ]);
      expect(asked[0]?.destination).not.toBe('document');
      expect(await captured()).toEqual([]);
    });
  });

  it('can lead people to the login page, as AI apps do', async () => {
    await page.goto(stage.elsewhere.publish('/link', `<a href="${link()}">Connect</a>`));
    await page.getByRole('link').click();
    await page.getByRole('note').waitFor();
    expect(await captured()).toHaveLength(1);
  });

  it.each(['login', 'continue'])('never learn from the %s page’s address (T19)', async (which) => {
    browser = await stage.newBrowser({ bypassCSP: true });
    page = await browser.newPage();
    if (which === 'continue') {
      await page.goto(`${stage.appUrl}/login`);
      await signIn(page, alice);
      await page.waitForURL(`${stage.appUrl}/`);
    }
    await stage.arrive(page);
    expect(new URL(page.url()).search).not.toBe('');
    const pixel = stage.elsewhere.publish('/pixel', '');
    const loaded = answerTo(page, pixel);
    await page.evaluate(`void (new Image().src = ${JSON.stringify(pixel)})`);
    await loaded;
    expect(stage.elsewhere.requests).toEqual([{ path: '/pixel', referer: undefined }]);
  });

  it.each(['the login page', 'the continue page'])(
    'keep the popup that they opened through %s and the hand-off (T26)',
    async (which) => {
      if (which === 'the continue page') {
        await page.goto(`${stage.appUrl}/login`);
        await signIn(page, alice);
        await page.waitForURL(`${stage.appUrl}/`);
      }
      const client = await stage.newMcpClient();
      stage.elsewhere.publish('/callback', '<script>opener.postMessage(location.href)</script>');
      await page.goto(
        stage.elsewhere.publish(
          '/app',
          `<button onclick="popup = open('${client.authorizeUrl}', 'popup', 'popup')">Connect</button>
          <output></output>
          <script>onmessage = ({ data }) => document.querySelector('output').append(data)</script>`,
        ),
      );
      const opened = page.waitForEvent('popup');
      await page.getByRole('button').click();
      const popup = await opened;
      const isClosed = () => page.evaluate<boolean>('popup.closed');
      if (which === 'the login page') {
        await signIn(popup, { ...alice, password: 'wrong' });
        await popup.getByRole('alert').waitFor();
        expect(await isClosed()).toBe(false);
        await signIn(popup, alice);
      } else {
        await popup.getByRole('button', { name: 'Continue' }).click();
      }
      await stage.waitForConsent(popup);
      expect(await isClosed()).toBe(false);
      expect(await popup.evaluate<boolean>('opener !== null')).toBe(true);
      await popup.getByRole('button', { name: 'Allow' }).click();
      const answer = page.getByRole('status').getByText('/callback?');
      await answer.waitFor();
      expect(await client.whoami((await answer.textContent()) ?? '')).toMatchObject({
        email: alice.email,
      });
    },
  );
});

/** Resolves also when Chromium keeps the answer from the page. */
function answerTo(page: Page, url: string): Promise<void> {
  return new Promise((resolve) => {
    const end = (request: Request) => {
      if (request.url() === url) resolve();
    };
    page.on('requestfinished', end);
    page.on('requestfailed', end);
  });
}
