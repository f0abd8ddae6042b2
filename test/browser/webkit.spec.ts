import { ScalekitEmulator, type BegunLogin } from 'scalekit-emulator';
import { acceptedPushes } from '../support/federated-login.js';
import { freePort } from '../support/free-port.js';
import { alice, bob, Sample, variablesOf } from '../support/sample.js';
import { Site } from './support/site.js';
import { startTimeoutMs } from './support/stage.js';
import type { WebDriverBrowser } from './support/webkit/web-driver.js';
import { describeInWebKit, WebKit } from './support/webkit/webkit.js';

/** Where Safari's engine differs: it takes no secure cookie from http, and upgrades even localhost. */
describeInWebKit('in WebKit, over http on localhost', () => {
  let webkit: WebKit;
  let emulator: ScalekitEmulator;
  let sample: Sample;
  let client: Site;
  let browser: WebDriverBrowser;

  beforeAll(async () => {
    emulator = await ScalekitEmulator.start();
    const port = String(await freePort());
    sample = await Sample.start({
      ...variablesOf(emulator),
      PORT: port,
      PUBLIC_URL: `http://localhost:${port}`,
      SCALEKIT_APP_URL: `http://localhost:${port}`,
    });
    client = await Site.start();
    client.publish('/callback', '<h1>Back in the AI app</h1>');
    webkit = await WebKit.start();
  }, startTimeoutMs);
  beforeEach(async () => {
    await emulator.reset();
    await emulator.configure({ loginUrl: `${sample.url}/login` });
    browser = await webkit.newBrowser();
  });
  afterEach(() => browser.close());
  afterAll(async () => {
    await webkit?.close();
    await client?.close();
    await sample?.close();
    await emulator?.close();
  });

  const connect = (): Promise<BegunLogin> =>
    emulator.beginLogin({ redirectUri: `${client.url}/callback` });
  const arrive = async (): Promise<BegunLogin> => {
    const login = await connect();
    await browser.open(login.url);
    return login;
  };
  const fillIn = async ({ email, password }: typeof alice) => {
    await browser.type('email', email);
    await browser.type('password', password);
  };
  const signIn = async (account = alice) => {
    await fillIn(account);
    await browser.press('Sign in');
  };
  const claimsOf = async (login: BegunLogin) => {
    await browser.press('Allow');
    await browser.see('Back in the AI app');
    return (await login.finish(await browser.url())).claims;
  };

  it('a password hands the login off, at the second try as well', async () => {
    const login = await arrive();
    await signIn({ ...alice, password: 'wrong' });
    await browser.see('belong together');
    await signIn();

    expect(await claimsOf(login)).toMatchObject({ email: alice.email });
  });

  it('somebody who is signed in already is asked on the continue page', async () => {
    await browser.open(`${sample.url}/login`);
    await signIn();
    await browser.see('Hello, Alice');
    const login = await arrive();
    await browser.see('Connect an AI app to your account?');
    expect(await acceptedPushes(emulator)).toEqual([]);
    await browser.press('Continue');

    expect(await claimsOf(login)).toMatchObject({ email: alice.email });
  });

  it('Not you? leads to another account', async () => {
    await browser.open(`${sample.url}/login`);
    await signIn();
    await browser.see('Hello, Alice');
    const login = await arrive();
    await browser.press('Not you?');
    await signIn(bob);

    expect(await claimsOf(login)).toMatchObject({ email: bob.email });
  });

  it('OpenID Connect comes back to its login request', async () => {
    const login = await arrive();
    await browser.press('Sign in with Acme ID');
    await browser.pressLike('Frank Adeyemi');

    expect(await claimsOf(login)).toMatchObject({ email: 'frank@acme.example' });
  });

  it('SAML, whose answer is posted across sites, comes back to its login request (T21)', async () => {
    const login = await arrive();
    await browser.press('Sign in with Bolt ID');
    await browser.pressLike('Hannah Fischer');
    await browser.press('Go on to the app');

    expect(await claimsOf(login)).toMatchObject({ email: 'hannah@bolt.example' });
  });

  it('a page that signs in by script hands the login off', async () => {
    await emulator.configure({ loginUrl: `${sample.url}/login-styles/single-page` });
    const login = await arrive();
    await browser.see('connects an AI app');
    await signIn();

    expect(await claimsOf(login)).toMatchObject({ email: alice.email });
  });

  it('Cancel tells the AI app', async () => {
    const login = await arrive();
    await browser.press('Cancel');
    await browser.see('Back in the AI app');

    const answer = new URL(await browser.url()).searchParams;
    expect(answer.get('error')).toBe('access_denied');
    expect(answer.get('state')).toBe(login.state);
  });

  it('a popup stays its opener’s up to the end', async () => {
    const login = await connect();
    const opener = client.publish(
      '/opener',
      `<button onclick="popup = open('${login.url}', 'popup', 'popup')">Connect</button>`,
    );
    await browser.open(opener);
    const openerTab = await browser.tab();
    await browser.press('Connect');
    const popup = (await browser.tabs()).find((tab) => tab !== openerTab) ?? '';
    await browser.switchTo(popup);
    await signIn();
    await browser.see('Allow');
    await browser.switchTo(openerTab);
    expect(await browser.evaluate('popup.closed')).toBe(false);
    await browser.switchTo(popup);

    expect(await claimsOf(login)).toMatchObject({ email: alice.email });
  });

  it('two tabs in either order each hand off their own login request', async () => {
    const first = await arrive();
    const firstTab = await browser.newTab();
    const second = await arrive();
    const secondTab = await browser.tab();
    await browser.switchTo(firstTab);
    await signIn();
    expect(await claimsOf(first)).toMatchObject({ email: alice.email });
    await browser.switchTo(secondTab);
    await signIn(bob);

    expect(await claimsOf(second)).toMatchObject({ email: bob.email });
  });

  it('the link opened again after signing in, before Scalekit was answered, ends well', async () => {
    const login = await arrive();
    await signIn();
    await browser.see('Allow');
    await browser.open(login.url);
    await browser.see('Connect an AI app to your account?');
    await browser.press('Continue');

    expect(await claimsOf(login)).toMatchObject({ email: alice.email });
  });

  it('Try a login shows the whole flow', async () => {
    await browser.open(emulator.url);
    await browser.press('Try a login');
    await signIn();
    await browser.press('Allow');
    await browser.see('The AI app has its token');

    expect(await browser.shows(alice.email)).toBe(true);
  });
});
