import type { Page } from '../browser/page.js';
import { identitiesOf, type LoginRequestEntry } from '../../support/scalekit/ledger.js';
import { Violation } from '../../support/violation.js';
import { nowSeconds } from './clock.js';
import { chosen } from './chosen.js';
import { attacker, people } from './people.js';

/** A login request in one browser, or in one page of a front end, under the module's own id. */
export interface Captured {
  readonly entry: LoginRequestEntry;
  readonly atSeconds: number;
}

/** A way to the identity provider that somebody has begun. */
export interface Trip {
  readonly browser: number;
  readonly to: URL;
  /** What the person has pressed a button for. */
  readonly agreedTo: string | undefined;
}

/** A page of the front end in somebody's browser. */
export interface FrontEndTab {
  readonly browser: number;
  readonly key: string;
  readonly ticket: string;
  /** It shows the notice of this login request, and has captured it itself. */
  readonly agreesTo: string | undefined;
}

/** Default of the option `loginRequestTtlSeconds`. */
const usableSeconds = 540;

/**
 * The hand-off as design and SECURITY.md tell it: who has agreed to what. It is written beside what the
 * module does, and knows nothing of how.
 */
export class Story {
  readonly loginRequests: { readonly entry: LoginRequestEntry; readonly isAttackers: boolean }[] =
    [];
  /** By the module's own id, which is no secret. */
  readonly captured = new Map<string, Captured>();
  readonly tabs: Page[][] = people.map(() => []);
  readonly trips: Trip[] = [];
  readonly frontEndTabs: FrontEndTab[] = [];
  /** Scalekit has failed in this run: nobody can be promised that they come through. */
  hasFailed = false;
  readonly #agreed = new Set<string>();
  /** Accounts that a login has left with the continue page while the session named them. */
  readonly #heldBySession = new Set<string>();

  learn(txn: string, entry: LoginRequestEntry): void {
    if (!this.captured.has(txn)) this.captured.set(txn, { entry, atSeconds: nowSeconds() });
  }

  isUsable(txn: string): boolean {
    const captured = this.captured.get(txn);
    return captured !== undefined && nowSeconds() < captured.atSeconds + usableSeconds;
  }

  /** The page that a browser shows, by a number drawn at random. */
  tab(browser: number, number: number): Page | undefined {
    return chosen(this.tabs[browser] ?? [], number);
  }

  /** A captured login request, by a number drawn at random. */
  txn(number: number): string | undefined {
    return chosen([...this.captured.keys()], number);
  }

  /** Those whose link this browser can be led to: nobody hands the attacker one. */
  linksFor(browser: number): readonly LoginRequestEntry[] {
    return this.loginRequests
      .filter(({ isAttackers }) => isAttackers || browser !== attacker)
      .map(({ entry }) => entry);
  }

  /** A person has said, by a login under its notice or on the continue page, that this account is meant. */
  agree(txn: string, account: string): void {
    const captured = this.captured.get(txn);
    if (captured && this.isUsable(txn)) this.#agreed.add(keyOf(captured.entry.id, account));
  }

  hold(browser: number, txn: string, account: string, isBySession: boolean): void {
    const key = `${browser} ${txn} ${account}`;
    if (isBySession) this.#heldBySession.add(key);
    else this.#heldBySession.delete(key);
  }

  isHeldBySession(browser: number, txn: string, account: string): boolean {
    return this.#heldBySession.has(`${browser} ${txn} ${account}`);
  }

  show(browser: number, page: Page): void {
    const tabs = this.tabs[browser] ?? [];
    tabs.push(page);
    if (tabs.length > 4) tabs.shift();
  }

  /** Every push, whatever became of it. @throws Violation */
  checkPush(entry: LoginRequestEntry, account: string): void {
    if (this.#agreed.has(keyOf(entry.id, account))) return;
    throw new Violation('pushed without the word of this person', { entry, account });
  }

  /** Every way out of the app. @throws Violation */
  checkWayBack(entry: LoginRequestEntry | undefined, browser: number): void {
    if (entry === undefined) throw new Violation('sent to an address that is nobody’s', {});
    const identities = identitiesOf(entry);
    const evidence = { entry, browser };
    if (identities.length > 1) throw new Violation('two identities', evidence);
    const [identity] = identities;
    if (identity === undefined && entry.rejections === 0) {
      throw new Violation('sent back without an accepted push', evidence);
    }
    const isOwn = people[browser]?.accounts.some((account) => account === identity);
    if (identity !== undefined && entry.rejections === 0 && isOwn !== true) {
      throw new Violation('sent back as somebody else', evidence);
    }
  }
}

function keyOf(loginRequestId: string, account: string): string {
  return `${loginRequestId} ${account}`;
}
