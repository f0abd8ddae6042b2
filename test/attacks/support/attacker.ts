import type { BegunLogin } from 'scalekit-emulator';
import { Browser } from '../../support/browser.js';
import { finishLogin } from '../../support/federated-login.js';
import type { World } from '../../support/world.js';

/**
 * Somebody with an MCP client and a browser of their own who wants a token for somebody else. They
 * began a flow, stopped at the redirect to the app's login, and hold everything that it carried.
 */
export class Attacker {
  private constructor(
    private readonly world: World,
    readonly client: BegunLogin,
    readonly browser: Browser,
    /** What Scalekit meant for the attacker's browser, and what the victim is sent. */
    readonly link: URL,
  ) {}

  static async begin(world: World): Promise<Attacker> {
    const browser = new Browser();
    const client = await world.emulator.beginLogin();
    const redirect = await browser.navigate(client.url);
    if (redirect.next === undefined) throw new Error(`no redirect: ${redirect.text}`);
    return new Attacker(world, client, browser, redirect.next);
  }

  get state(): string {
    return this.link.searchParams.get('state') ?? '';
  }

  get callbackUrl(): string {
    const { environmentUrl, connectionId } = this.world.emulator.credentials;
    const state = encodeURIComponent(this.state);
    return `${environmentUrl}/sso/v1/connections/${connectionId}/partner:callback?state=${state}`;
  }

  /** Goes on in the attacker's own browser as if the login were done: whose token comes out. */
  async loot(): Promise<string> {
    const consent = await this.browser.follow(
      await this.browser.navigate(this.callbackUrl),
      this.client.redirectUri,
    );
    if (consent.next === undefined && consent.$('form').length === 0) return 'nobody';
    const { sub } = await finishLogin(this, consent);
    return typeof sub === 'string' ? sub : 'nobody';
  }
}
