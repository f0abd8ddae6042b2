import { ScalekitEmulator, type BegunLogin } from 'scalekit-emulator';
import type { ScalekitFederationOptions } from 'nestjs-scalekit-federation';
import { Browser } from './browser.js';
import { acceptedPushes, finishLogin, startLogin, type StartedLogin } from './federated-login.js';
import {
  createFederationApp,
  type FederationApp,
  type FederationAppOptions,
} from './federation-app.js';
import type { Page } from './page.js';

export type { StartedLogin } from './federated-login.js';

/** An emulator and an app that uses it. */
export class World {
  private constructor(
    readonly emulator: ScalekitEmulator,
    readonly app: FederationApp,
    private readonly loginPath: string,
  ) {}

  static async start(
    setup: Omit<FederationAppOptions, 'options'> & {
      options?: ScalekitFederationOptions & { isGlobal?: boolean };
      loginPath?: string;
    },
  ): Promise<World> {
    const emulator = await ScalekitEmulator.start();
    const app = await createFederationApp({
      ...setup,
      options: { ...emulator.credentials, ...setup.options },
    });
    const { loginPath = '/login' } = setup;
    await emulator.configure({ loginUrl: app.url + loginPath });
    return new World(emulator, app, loginPath);
  }

  get loginUrl(): string {
    return this.app.url + this.loginPath;
  }

  /** What Scalekit sends a browser to. */
  async loginLink(client: BegunLogin): Promise<URL> {
    const redirect = await new Browser().navigate(client.url);
    if (redirect.next === undefined) throw new Error(`no redirect: ${redirect.text}`);
    return redirect.next;
  }

  startLogin(browser?: Browser): Promise<StartedLogin> {
    return startLogin(this.emulator, browser);
  }

  finish(
    login: Pick<StartedLogin, 'browser' | 'client'>,
    handedOff: Page,
  ): Promise<Record<string, unknown>> {
    return finishLogin(login, handedOff);
  }

  pushes(): Promise<Record<string, unknown>[]> {
    return acceptedPushes(this.emulator);
  }

  /** How often the backend asked for a token of its own. */
  async tokenRequests(): Promise<number> {
    const journal = await this.emulator.journal();
    return journal.filter(({ step, path }) => step === 'token' && path === '/oauth/token').length;
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.emulator.close();
  }
}

export const alice = { email: 'alice@example.com', password: 'right' };
export const bob = { email: 'bob@example.com', password: 'right' };
