import { ScalekitEmulator, type BeginLoginOptions } from 'scalekit-emulator';
import type { Browser } from './browser.js';
import { acceptedPushes, type StartedLogin } from './federated-login.js';
import { freePort } from './free-port.js';
import { Sample, variablesOf } from './sample.js';

/** The sample app, and the emulator that sends people to it. */
export class FederatedSample {
  static async start(variables: Readonly<Record<string, string>>): Promise<FederatedSample> {
    const emulator = await ScalekitEmulator.start();
    // Identity providers are told where the app is before it listens.
    const port = { PORT: String(await freePort()) };
    const sample = await Sample.start({ ...variablesOf(emulator), ...port, ...variables });
    return new FederatedSample(emulator, sample);
  }

  private constructor(
    readonly emulator: ScalekitEmulator,
    readonly sample: Sample,
  ) {}

  /** From the AI app to the first page of `path` that the person sees. */
  async begin(
    browser: Browser,
    path: string,
    options: BeginLoginOptions = {},
  ): Promise<StartedLogin> {
    await this.emulator.configure({ loginUrl: this.sample.url + path });
    const client = await this.emulator.beginLogin(options);
    const page = await browser.follow(await browser.navigate(client.url));
    return { browser, client, page };
  }

  pushes(): Promise<Record<string, unknown>[]> {
    return acceptedPushes(this.emulator);
  }

  async close(): Promise<void> {
    await this.sample.close();
    await this.emulator.close();
  }
}
