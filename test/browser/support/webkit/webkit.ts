import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from '../../../support/free-port.js';
import { WebDriverBrowser } from './web-driver.js';

/** Jest's configuration has found it, unless there is none. */
const driverPath = process.env['WEBKIT_DRIVER_PATH'];

/** Registers tests; without a WebKit they are skipped. */
export const describeInWebKit = driverPath === undefined ? describe.skip : describe;

// A driver that is asked for a browser now and then never answers; the next one does.
const browserTimeoutMs = 30_000;
const mostTries = 3;

/** WebKitGTK on a screen of its own; one browser at a time, each with a driver of its own. */
export class WebKit {
  #driver: ChildProcess | undefined;

  private constructor(
    private readonly screen: ChildProcess,
    private readonly display: string,
  ) {}

  static async start(): Promise<WebKit> {
    // It says on standard output which display it took.
    const screen = spawn('Xvfb', ['-displayfd', '1', '-nolisten', 'tcp'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [display] = (await once(screen.stdout, 'data')) as [Buffer];
    return new WebKit(screen, `:${display.toString().trim()}`);
  }

  /** A browser of its own, without cookies. */
  async newBrowser(): Promise<WebDriverBrowser> {
    for (let tries = 1; ; tries += 1) {
      const driverUrl = await this.#startDriver();
      try {
        return await WebDriverBrowser.start(driverUrl, {}, browserTimeoutMs);
      } catch (error) {
        if (tries === mostTries) throw error;
        console.warn(`WebKit gave no browser, which is tried again: ${String(error)}`);
      }
    }
  }

  async close(): Promise<void> {
    await end(this.#driver);
    await end(this.screen);
  }

  async #startDriver(): Promise<string> {
    if (driverPath === undefined) throw new Error('WEBKIT_DRIVER_PATH is not set');
    await end(this.#driver);
    const port = await freePort();
    const driver = spawn(driverPath, [`--port=${port}`], {
      env: { ...process.env, DISPLAY: this.display },
      stdio: 'ignore',
    });
    this.#driver = driver;
    const url = `http://127.0.0.1:${port}`;
    while (driver.exitCode === null) {
      const answer = await fetch(`${url}/status`).catch(() => undefined);
      if (answer?.ok) return url;
    }
    throw new Error(`WebKitWebDriver ended with exit code ${driver.exitCode}`);
  }
}

async function end(child: ChildProcess | undefined): Promise<void> {
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'close');
  child.kill();
  await ended;
}
