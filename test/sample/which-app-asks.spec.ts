import { emulatorUrlOf } from '../../apps/sample/src/config/emulator-url.js';
import { emulatorDetails } from '../../apps/sample/src/federation/emulator-details.js';
import { beforeEachOnSample, type SampleTest } from '../support/sample-test.js';
import { alice } from '../support/sample.js';
import { authorizeUrlOf } from './named-client.js';

describe.each(['express', 'fastify'])('which app asks, on %s', (adapter) => {
  let { federated, browser } = {} as SampleTest;

  beforeEachOnSample({ HTTP_ADAPTER: adapter }, (test) => ({ federated, browser } = test));

  const arrive = async (path: string, name = 'Freight Assistant', scope = 'openid') => {
    const { emulator, sample } = federated;
    await emulator.configure({ loginUrl: sample.url + path });
    const url = await authorizeUrlOf(emulator, name, scope);
    return browser.follow(await browser.navigate(url));
  };

  it.each(['/login', '/login-styles/totp', '/login-styles/directory', '/login-styles/sign-up'])(
    'stands above the button of %s, with the MCP server and what is asked for',
    async (path) => {
      const page = await arrive(path, 'Freight Assistant', 'openid shipments:read');
      const notice = page.textOf('form [role=note]');
      expect(notice).toContain('“Freight Assistant”');
      expect(notice).toContain('MCP server');
      expect(notice).toContain('shipments:read');
    },
  );

  it.each(['/login-styles', '/login-styles/magic-link'])('stands on %s', async (path) => {
    expect((await arrive(path)).textOf('[role=note]')).toContain('“Freight Assistant”');
  });

  it('stays on the page where a code from a mail is typed', async () => {
    const page = await arrive('/login-styles/magic-link');
    const wait = await browser.submitForm(page, { email: alice.email });
    expect(wait.textOf('[role=note]')).toContain('“Freight Assistant”');
  });

  it('is told to a page that signs in by fetch', async () => {
    const page = await arrive('/login-styles/single-page');
    const capture = `/login-styles/single-page/login-request${page.url.search}`;
    const answer = await browser.fetchJson(capture, undefined, page);
    expect(answer.json()).toMatchObject({
      client: { name: 'Freight Assistant', registration: 'dcr' },
      scopes: ['openid'],
      notice: expect.stringContaining('“Freight Assistant”'),
    });
  });

  it('stands beside the account of somebody who is signed in already', async () => {
    await federated.sample.signIn(browser, alice);
    const page = await arrive('/login');
    expect(page.url.pathname).toBe('/scalekit/continue');
    expect(page.textOf('.asking')).toContain('“Freight Assistant”');
  });

  it('stands above each button of single sign-on', async () => {
    const page = await arrive('/login');
    for (const way of ['oidc', 'saml']) {
      const form = page.textOf(`form[action="/sso/${way}"]`);
      expect(form).toContain('an AI app that calls itself “Freight Assistant”');
    }
  });

  it('is text on the page, whatever an app calls itself', async () => {
    const page = await arrive('/login', '<b>Claude</b> <script>alert(1)</script>');
    expect(page.$('b')).toHaveLength(0);
    expect(page.$('script:not([src])')).toHaveLength(0);
    expect(page.textOf('form[action="/sso/oidc"]')).toContain('“<b>Claude</b>');
  });
});

describe('without an emulator on this machine', () => {
  it.each(['https://waybill.scalekit.test', 'http://localhost.scalekit.test', 'no URL', undefined])(
    'nobody is asked at %s',
    (environmentUrl) => {
      expect(emulatorDetails(emulatorUrlOf(environmentUrl))).toBeUndefined();
    },
  );
});
