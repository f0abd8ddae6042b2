import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../../../support/free-port.js';
import { WebDriverBrowser } from './web-driver.js';

/** Jest's configuration has found it, unless there is none. */
const driverPath = process.env['WEBKIT_DRIVER_PATH'];

/** Registers tests; without a WebKit they are skipped. */
export const describeInWebKit = driverPath === undefined ? describe.skip : describe;

/** WebKitGTK on a screen of its own; one browser at a time. */
export class WebKit {
  private constructor(
    private readonly screen: ChildProcess,
    private readonly driver: ChildProcess,
    private readonly driverUrl: string,
  ) {}

  static async start(): Promise<WebKit> {
    if (driverPath === undefined) throw new Error('WEBKIT_DRIVER_PATH is not set');
    // It says on standard output which display it took.
    const screen = spawn('Xvfb', ['-displayfd', '1', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [display] = (await once(screen.stdout, 'data')) as [Buffer];
    const port = await freePort();
    const driver = spawn(driverPath, [`--port=${port}`], {
      env: { ...process.env, DISPLAY: `:${display.toString().trim()}` },
      stdio: 'ignore',
    });
    const webkit = new WebKit(screen, driver, `http://127.0.0.1:${port}`);
    await webkit.#answers();
    return webkit;
  }

  /** A browser of its own, without cookies. */
  newBrowser(): Promise<WebDriverBrowser> {
    return WebDriverBrowser.start(this.driverUrl, {});
  }

  async close(): Promise<void> {
    for (const process of [this.driver, this.screen]) {
      const ended = once(process, 'close');
      process.kill();
      await ended;
    }
  }

  async #answers(): Promise<void> {
    while (this.driver.exitCode === null) {
      const answer = await fetch(`${this.driverUrl}/status`).catch(() => undefined);
      if (answer?.ok) return;
    }
    throw new Error(`WebKitWebDriver ended with exit code ${this.driver.exitCode}`);
  }
}
