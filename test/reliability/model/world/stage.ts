import { connectionIdOf } from '../../support/scalekit/credentials.js';
import type { LoginRequestEntry } from '../../support/scalekit/ledger.js';
import { answerJson, type Call, type Strike } from '../../support/scalekit/scalekit-server.js';
import { Violation } from '../../support/violation.js';
import { accountOf } from '../app/accounts.js';
import { Browser } from '../browser/browser.js';
import type { Page } from '../browser/page.js';
import { providerOrigin } from '../browser/sites.js';
import type { RunningBackend } from './backend.js';
import { people } from './people.js';
import type { Story } from './story.js';

/** Of the next push. */
export type Fault = 'fails' | 'fails behind it' | 'breaks behind it' | 'is refused';

/** What one run is played on: the browsers of three people, and a Scalekit that tells what it hears. */
export class Stage {
  readonly browsers: Browser[];
  readonly faults: Fault[] = [];
  moves = 0;
  pushes = 0;
  waysBack = 0;
  /** What the pushes and ways out of the last move were. */
  readonly #pushed: { entry: LoginRequestEntry; account: string }[] = [];
  readonly #left: { to: URL; browser: number }[] = [];

  constructor(
    readonly backend: RunningBackend,
    host: 'kept' | 'localhost',
  ) {
    this.browsers = people.map(
      (_, index) =>
        new Browser(backend.behind(host), (to) => this.#left.push({ to, browser: index })),
    );
    backend.server.strike = this.#strike;
  }

  browser(index: number): Browser {
    const browser = this.browsers[index];
    if (browser === undefined) throw new Error(`there is no browser ${index}`);
    return browser;
  }

  /** Who is signed in there, as the app's session says. */
  accountIn(browser: number): string | undefined {
    return accountOf(this.browser(browser).jar.session);
  }

  /** What holds after every move. @throws Violation */
  check(story: Story): void {
    this.moves += 1;
    for (const { entry, account } of this.#pushed.splice(0)) story.checkPush(entry, account);
    for (const { to, browser } of this.#left.splice(0)) {
      if (to.origin === providerOrigin) continue;
      this.waysBack += 1;
      story.checkWayBack(this.#entryOf(story, to), browser);
    }
  }

  /** Nobody meets an error of the app's own. @throws Violation */
  checkPage({ status, text }: Pick<Page, 'status' | 'text'>): void {
    if (status === 500 || status === 404) throw new Violation(`answered ${status}`, { text });
  }

  #entryOf(story: Story, to: URL): LoginRequestEntry | undefined {
    const path = `/sso/v1/connections/${connectionIdOf('c0')}/partner:callback`;
    if (to.origin !== this.backend.server.url || to.pathname !== path) return undefined;
    const state = to.searchParams.get('state');
    return story.loginRequests.find(({ entry }) => entry.state === state)?.entry;
  }

  readonly #strike: Strike = async (call) => {
    const { side, entry } = call;
    if (side === 'token' || entry === undefined) return false;
    const { sub } = JSON.parse(await call.read()) as { sub?: unknown };
    if (typeof sub === 'string') this.#pushed.push({ entry, account: sub });
    this.pushes += 1;
    return this.#fail(call, this.faults.shift());
  };

  async #fail(call: Call, fault: Fault | undefined): Promise<boolean> {
    if (fault === undefined) return false;
    if (fault === 'is refused') {
      answerJson(call.response, 404, { code: 5, message: 'not found' });
      return true;
    }
    if (fault !== 'fails') await call.carryOut();
    if (fault === 'breaks behind it') call.response.destroy();
    else answerJson(call.response, 503, {});
    return true;
  }
}
