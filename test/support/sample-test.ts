import type { BeginLoginOptions, BegunLogin } from 'scalekit-emulator';
import { Browser } from './browser.js';
import { finishLogin, type StartedLogin } from './federated-login.js';
import { FederatedSample } from './federated-sample.js';
import type { Page } from './page.js';
import { startTimeoutMs, type Sample } from './sample.js';

/** What every test of the sample needs: the app with the emulator before it, and a browser without cookies. */
export interface SampleTest {
  readonly federated: FederatedSample;
  readonly sample: Sample;
  readonly browser: Browser;
  /** From a new AI app to the page of this path. */
  readonly begin: (path: string, options?: BeginLoginOptions) => Promise<StartedLogin>;
  /** From the page that leads back to Scalekit to the claims of the AI app's token. */
  readonly finish: (client: BegunLogin, handedOff: Page) => Promise<Record<string, unknown>>;
  /** What Scalekit took in this test. */
  readonly pushes: () => Promise<Record<string, unknown>[]>;
}

/**
 * Starts the sample for the tests of a `describe`, and hands each of them what it needs.
 *
 * @param variables of the sample's environment
 */
export function beforeEachOnSample(
  variables: Readonly<Record<string, string>>,
  begin: (test: SampleTest) => unknown,
): void {
  let federated: FederatedSample;

  beforeAll(async () => {
    federated = await FederatedSample.start(variables);
  }, startTimeoutMs);
  beforeEach(async () => {
    await federated.emulator.reset();
    const browser = new Browser();
    await begin({
      federated,
      sample: federated.sample,
      browser,
      begin: (path, options) => federated.begin(browser, path, options),
      finish: (client, handedOff) => finishLogin({ browser, client }, handedOff),
      pushes: () => federated.pushes(),
    });
  });
  afterAll(() => federated?.close());
}
