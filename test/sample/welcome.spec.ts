import { rm } from 'node:fs/promises';
import { Browser } from '../support/browser.js';
import { FederatedSample } from '../support/federated-sample.js';
import { alice, databaseFolder, Sample, startTimeoutMs } from '../support/sample.js';

const folder = await databaseFolder();
afterAll(() => rm(folder, { recursive: true }));

describe.each(['express', 'fastify'])('the first page of the sample on %s', (adapter) => {
  const variables = { HTTP_ADAPTER: adapter, DATABASE_DIR: folder };

  describe('in the demo', () => {
    let federated: FederatedSample;

    beforeAll(async () => {
      federated = await FederatedSample.start(variables);
    }, startTimeoutMs);
    afterAll(() => federated?.close());

    it('says what the demo is, and leads to the emulator', async () => {
      const { sample, emulator } = federated;
      const welcome = await new Browser().navigate(sample.url);

      expect(welcome.textOf()).toContain('This is a demo');
      expect(welcome.link('the Scalekit emulator')).toBe(emulator.url);
      expect(welcome.link('Sign in')).toBe('/login');
    });

    it('says so to whoever is signed in as well', async () => {
      const { sample, emulator } = federated;
      const browser = new Browser();
      await sample.signIn(browser, alice);
      const home = await browser.navigate(sample.url);

      expect(home.textOf('h1')).toBe('Hello, Alice');
      expect(home.link('the Scalekit emulator')).toBe(emulator.url);
    });

    it('lets forms go to http, where the app is on http', async () => {
      const { headers } = await new Browser().navigate(`${federated.sample.url}/login`);
      const policy = headers.get('content-security-policy');

      expect(policy).toContain("form-action 'self'");
      expect(policy).not.toContain('upgrade-insecure-requests');
    });
  });

  describe('with a real Scalekit', () => {
    let sample: Sample;

    beforeAll(async () => {
      sample = await Sample.start({ ...variables, PUBLIC_URL: 'https://waybill.example' });
    }, startTimeoutMs);
    afterAll(() => sample?.close());

    it('is the login, and speaks of no demo', async () => {
      const browser = new Browser();
      expect((await browser.navigate(sample.url)).location).toBe('/login');
      await sample.signIn(browser, alice);
      expect((await browser.navigate(sample.url)).textOf()).not.toContain('This is a demo');
    });

    it('keeps to https behind https', async () => {
      const { headers } = await new Browser().navigate(`${sample.url}/login`);
      expect(headers.get('content-security-policy')).toContain('upgrade-insecure-requests');
    });
  });
});
