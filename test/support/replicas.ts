import type { ClaimStore } from 'nestjs-scalekit-federation';
import { ScalekitEmulator } from 'scalekit-emulator';
import { Browser } from './browser.js';
import { acceptedPushesFor } from './federated-login.js';
import { createFederationApp, type AdapterName, type FederationApp } from './federation-app.js';
import type { Page } from './page.js';
import { alice } from './world.js';

/** A login request that two people have before them, on whichever replica. */
export interface Contest {
  /** Opens it on a replica in a browser of somebody's own, and hands back how they sign in there. */
  seat(replica: FederationApp, account: typeof alice): Promise<() => Promise<Page>>;
  /** The same for somebody who will not. */
  seatToCancel(replica: FederationApp): Promise<() => Promise<Page>>;
  /** What Scalekit took for it. */
  pushed(): Promise<unknown[]>;
}

/** Two processes' worth of one backend: the same secrets, one emulator, and a store for each of them. */
export class Replicas {
  private constructor(
    readonly emulator: ScalekitEmulator,
    readonly one: FederationApp,
    readonly two: FederationApp,
  ) {}

  /** The emulator lets the last push win, so that only the backend can keep a request to one identity. */
  static async start(
    adapter: AdapterName,
    stores: readonly [ClaimStore | undefined, ClaimStore | undefined],
  ): Promise<Replicas> {
    const emulator = await ScalekitEmulator.start();
    const [one, two] = await Promise.all(
      stores.map((store) =>
        createFederationApp({ adapter, options: { ...emulator.credentials, store } }),
      ),
    );
    if (!one || !two) throw new Error('two stores make two replicas');
    await emulator.configure({ loginUrl: `${one.url}/login`, secondPush: 'replace' });
    const replicas = new Replicas(emulator, one, two);
    await replicas.warmUp();
    return replicas;
  }

  /** Back to the start; every replica has its token again, so that a fault meets the push. */
  async reset(): Promise<void> {
    await this.emulator.reset();
    await this.warmUp();
  }

  async contest(): Promise<Contest> {
    const client = await this.emulator.beginLogin();
    const { next: link } = await new Browser().navigate(client.url);
    if (link === undefined) throw new Error('Scalekit sends nobody to the login page');
    const open = async (replica: FederationApp) => {
      const browser = new Browser();
      return { browser, page: await browser.navigate(replica.url + link.pathname + link.search) };
    };
    return {
      seat: async (replica, account) => {
        const { browser, page } = await open(replica);
        return () => browser.submitForm(page, account);
      },
      seatToCancel: async (replica) => {
        const { browser, page } = await open(replica);
        return () => browser.submitForm(page, {}, { form: 'form[action="/login/cancel"]' });
      },
      pushed: () => acceptedPushesFor(this.emulator, link.searchParams.get('login_request_id')),
    };
  }

  async close(): Promise<void> {
    await this.one.close();
    await this.two.close();
    await this.emulator.close();
  }

  private async warmUp(): Promise<void> {
    for (const replica of [this.one, this.two]) {
      const contest = await this.contest();
      const signIn = await contest.seat(replica, alice);
      await signIn();
    }
  }
}
