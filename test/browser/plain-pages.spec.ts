import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { PageTemplate, ReplacedTexts } from 'nestjs-scalekit-federation';
import { pageTemplate } from '../../apps/sample/src/federation/page-template.js';
import { claude, told } from '../support/details.js';
import { alice, bob, World } from '../support/world.js';
import { describeInChromium, launchChromium } from './support/chromium.js';
import { look } from './support/look.js';

const hebrew: ReplacedTexts = {
  language: 'he',
  notice: 'הכניסה מחברת יישום בינה מלאכותית לחשבון שלך.',
  continuePage: { title: 'לחבר יישום לחשבון שלך?', continue: 'המשך', cancel: 'ביטול' },
};

const looks: readonly (readonly [string, PageTemplate | undefined])[] = [
  ['of its own', undefined],
  ['of the sample', pageTemplate],
];

describeInChromium('the module’s pages in an app that is made for them', (adapter) => {
  let chromium: Browser;
  let world: World;
  let context: BrowserContext;
  let page: Page;
  let policy: () => unknown;

  beforeAll(async () => {
    chromium = await launchChromium();
  });
  afterAll(() => chromium?.close());

  describe.each(looks)('with a look %s', (name, template) => {
    const lookAt = (what: string) => look(page, `${adapter}/${name.replaceAll(' ', '-')}-${what}`);

    beforeAll(async () => {
      const organizations = [
        { externalId: 'org_1', name: 'Acme Freight' },
        { externalId: 'org_2', name: 'Elm Ferries' },
      ];
      world = await World.start({
        adapter,
        options: {
          ...(template && { template }),
          texts: (request: { headers: Record<string, string> }) =>
            request.headers['accept-language']?.startsWith('he') ? hebrew : {},
          loginRequestDetails: () => told({ ...claude, scopes: ['openid', 'shipments:read'] }),
          organizations: ({ sub }) => organizations.slice(sub === 'usr_alice' ? 0 : 1),
          policy: () => policy() as 'allow',
        },
      });
    });
    beforeEach(async () => {
      policy = () => 'allow';
      await world.emulator.reset();
      context = await chromium.newContext({ locale: 'en-GB' });
      context.setDefaultTimeout(100_000);
      page = await context.newPage();
    });
    afterEach(() => context.close());
    afterAll(() => world?.close());

    const arrive = async () => page.goto((await world.emulator.beginLogin()).url);
    const signIn = async ({ email, password }: typeof alice) => {
      await page.locator('input[name=email]').fill(email);
      await page.locator('input[name=password]').fill(password);
      await page.getByRole('button', { name: 'Sign in' }).click();
    };
    const goOn = () => page.locator('[value=continue][aria-disabled=false]').click();
    const code = (text: string) => page.getByText(text, { exact: true }).waitFor();

    it('every organization can be chosen, and none is chosen for anybody', async () => {
      await arrive();
      await signIn(alice);
      await page.locator('[value=continue][aria-disabled=false]').waitFor();
      await lookAt('organizations');
      const radios = page.getByRole('radio');
      expect(await radios.count()).toBe(2);
      for (const radio of await radios.all()) {
        expect([await radio.isVisible(), await radio.isChecked()]).toEqual([true, false]);
      }
      await page.getByRole('button', { name: 'Continue' }).click();
      expect(await radios.first().evaluate((radio) => radio.matches(':invalid'))).toBe(true);
      expect(await world.pushes()).toEqual([]);
      await page.getByLabel('Acme Freight').check();
      await goOn();
      await page.getByRole('button', { name: 'Allow' }).waitFor();
      expect(await world.pushes()).toMatchObject([{ sub: 'usr_alice' }]);
    });

    it('refusals and failures are fit to be seen', async () => {
      await arrive();
      const login = page.url();
      policy = () => ({ deny: 'not this app', message: 'Ask it@acme.example to allow it.' });
      await signIn(bob);
      await code('login_denied');
      await lookAt('denied');
      await page.goto(login);
      await lookAt('denied-again');

      policy = () => 'allow';
      await arrive();
      await world.emulator.fail({ on: 'push', status: 400, times: 1 });
      await goOn();
      await code('scalekit_rejected');
      await lookAt('rejected');

      policy = () => {
        throw new Error('no decision');
      };
      await arrive();
      await goOn();
      await code('policy_unavailable');
      await lookAt('unavailable');
    });

    it('languages that are written from right to left are', async () => {
      context = await chromium.newContext({ locale: 'he-IL' });
      page = await context.newPage();
      await arrive();
      await signIn(alice);
      await page.getByRole('button', { name: 'המשך' }).waitFor();
      expect(await page.evaluate('getComputedStyle(document.body).direction')).toBe('rtl');
      await lookAt('right-to-left');
    });
  });
});
