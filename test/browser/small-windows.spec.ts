import type { Page } from 'playwright-core';
import { alice } from '../support/sample.js';
import { beforeEachInChromium, type ChromiumTest } from './support/chromium-test.js';
import { describeInChromium } from './support/chromium.js';
import type { McpClient } from './support/mcp-client.js';
import { signIn } from './support/sign-in.js';

interface Trick {
  readonly fragment?: string;
  /** Of the window that is opened. */
  readonly features: string;
  /** What the opener changes the fragment to, once the page is there. */
  readonly later?: string;
}

const tiny = 'width=200,height=100';
const tricks: [string, Trick][] = [
  ['a fragment', { fragment: '#continue', features: tiny }],
  ['the smallest window there is', { fragment: '#continue', features: 'width=1,height=1' }],
  ['a wide and low window', { fragment: '#advice', features: 'width=900,height=120' }],
  ['a window off the screen', { features: `${tiny},left=-5000,top=-5000` }],
  ['a fragment that finds text', { fragment: '#:~:text=Continue', features: tiny }],
  ['such a fragment for nobody', { fragment: '#:~:text=Cancel', features: `${tiny},noopener` }],
  ['a fragment that changes later', { features: tiny, later: '#continue' }],
  ['one that finds text later', { features: tiny, later: '#x:~:text=Not%20you' }],
];

describeInChromium('the continue page in a small window', (adapter) => {
  let { stage, browser } = {} as ChromiumTest;
  let client: McpClient;

  beforeEachInChromium(adapter, async (test) => {
    ({ stage, browser } = test);
    const { page } = test;
    await page.goto(`${stage.appUrl}/login`);
    await signIn(page, alice);
    await page.waitForURL(`${stage.appUrl}/`);
    client = await stage.newMcpClient();
  });

  const continueButton = (page: Page) => page.locator('button[value=continue]');

  /** Somebody else's page opens the link in a window of its own, as large and wherever it likes. */
  async function openedBy({ fragment = '', features, later }: Trick): Promise<Page> {
    const attacker = await browser.newPage();
    await attacker.goto(
      stage.elsewhere.publish(
        '/game',
        `<button>Play</button><script>
        const link = ${JSON.stringify(client.authorizeUrl)} + ${JSON.stringify(fragment)};
        document.querySelector('button').onclick = () => { popup = open(link, '', '${features}'); };
        </script>`,
      ),
    );
    const opened = browser.waitForEvent('page');
    await attacker.getByRole('button').click();
    const page = await opened;
    await page.waitForURL(({ pathname }) => pathname === '/scalekit/continue');
    if (later !== undefined) {
      const url = JSON.stringify(page.url() + later);
      await attacker.evaluate(`popup.location = ${url}`);
      await page.waitForURL(({ hash }) => hash !== '');
    }
    return page;
  }

  /** Longer than a page that is in sight takes to wake up. */
  const wait = (page: Page) =>
    page.evaluate<void>('new Promise((resolve) => setTimeout(resolve, 1000))');

  it.each(tricks)('takes no press by %s (T56)', async (_name, trick) => {
    const page = await openedBy(trick);
    await wait(page);
    expect(await continueButton(page).isDisabled()).toBe(true);
    const { width, height } = await sizeOf(page);
    await page.mouse.click(width / 2, height / 2);
    await page.keyboard.press('Enter');
    await continueButton(page).dispatchEvent('click');
    await wait(page);
    expect(new URL(page.url()).pathname).toBe('/scalekit/continue');
    expect(await stage.pushes()).toEqual([]);
  });

  it.each([tiny, 'width=390,height=200', 'width=640,height=180'])(
    'lets a person go on who has scrolled through a window of %s',
    async (features) => {
      const page = await openedBy({ features });
      const { width, height } = await sizeOf(page);
      await page.mouse.move(width / 2, height / 2);
      while (await continueButton(page).isDisabled()) {
        const end = 'scrollY + innerHeight >= document.documentElement.scrollHeight - 1';
        const wasAtEnd = await page.evaluate<boolean>(end);
        await page.mouse.wheel(0, height / 2);
        await wait(page);
        if (wasAtEnd) break;
      }
      await continueButton(page).click();
      expect(await stage.consent(page, client)).toMatchObject({ email: alice.email });
    },
  );
});

function sizeOf(page: Page): Promise<{ width: number; height: number }> {
  return page.evaluate('({ width: innerWidth, height: innerHeight })');
}
