import { Browser } from '../../support/browser.js';
import { LoginController, type AdapterName } from '../../support/federation-app.js';
import type { Page } from '../../support/page.js';
import { World } from '../../support/world.js';
import { frontEndOrigin, proxyUrl, useBackend } from '../styles/front-end.js';
import { loginStyles } from '../styles/index.js';
import type { LoginStyle } from '../styles/login-style.js';
import { startAttackerSite, type AttackerSite } from './attacker-site.js';
import { startIdentityProvider, type IdentityProvider } from './identity-provider.js';

/** An app with every login style, its Scalekit, Alice's identity provider, and a site of the attacker's. */
export class Scene {
  private constructor(
    readonly world: World,
    readonly site: AttackerSite,
    private readonly identityProvider: IdentityProvider,
  ) {}

  static async start(adapter: AdapterName, confirm: 'unproven' | 'always'): Promise<Scene> {
    const identityProvider = await startIdentityProvider();
    const controllers = new Set(loginStyles.map(({ controller }) => controller));
    const world = await World.start({
      adapter,
      options: {
        confirm,
        loginUrl: '/password/login',
        frontEnds: [frontEndOrigin],
        appUrl: proxyUrl,
      },
      controllers: [LoginController, ...controllers],
    });
    useBackend(world.app.url);
    return new Scene(world, await startAttackerSite(), identityProvider);
  }

  /** The login page, as somebody types its address. */
  urlOf({ origin = this.world.app.url, loginPath }: LoginStyle): string {
    return origin + loginPath;
  }

  async useLoginPageOf(style: LoginStyle): Promise<void> {
    await this.world.emulator.configure({ loginUrl: this.urlOf(style) });
  }

  /** Alice's browser on a page of the attacker's, with what sessions she has. */
  async victim(style: LoginStyle): Promise<{ browser: Browser; lure: Page }> {
    const browser = new Browser();
    await style.before?.(browser, this.world.app.url);
    return { browser, lure: await browser.navigate(this.site.url) };
  }

  async close(): Promise<void> {
    await this.world.close();
    await this.site.close();
    await this.identityProvider.close();
  }
}
