import { addressOf, password } from '../../support/people.js';
import { formOf } from '../browser/page.js';
import { appOrigin, siblingOrigin, type Initiator } from '../browser/sites.js';
import { attacker, personAt } from '../world/people.js';
import type { Stage } from '../world/stage.js';
import type { Story } from '../world/story.js';
import { chosen } from '../world/chosen.js';
import { Move, see } from './move.js';

/** What a browser takes for part of a name, and a careless parser for nothing. */
export const prefixes = ['', '\xa0', '\xc2\xa0', '\xef\xbb\xbf', '\xe2\x80\x83', '\x85', '"'];

/** A sibling host writes a cookie of the attacker's browser into another one. */
export class PlantCookie extends Move {
  constructor(
    private readonly browser: number,
    private readonly number: number,
    private readonly prefix: string,
  ) {
    super();
  }

  protected async make(_story: Story, stage: Stage): Promise<void> {
    const own = [...stage.browser(attacker).jar.loginRequests().values()];
    const cookie = chosen(own, this.number);
    if (cookie) stage.browser(this.browser).jar.plant(this.prefix + cookie.name, cookie.value);
  }

  toString(): string {
    return `cookie ${this.number} of the attacker’s is planted in browser ${this.browser} behind ${JSON.stringify(this.prefix)}`;
  }
}

/** A sibling host fills a browser with cookies, and the oldest ones go. */
export class EvictCookies extends Move {
  constructor(
    private readonly browser: number,
    private readonly count: number,
  ) {
    super();
  }

  protected async make(_story: Story, stage: Stage): Promise<void> {
    stage.browser(this.browser).jar.evict(this.count);
  }

  toString(): string {
    return `${this.count} cookies are pushed out of browser ${this.browser}`;
  }
}

export interface Forgery {
  readonly browser: number;
  /** A login request, by its number; ids of ours are no secret. */
  readonly named: number;
  readonly path: '/login' | '/patient-login' | '/session-login' | '/login/cancel';
  readonly from: Initiator;
  /** With the attacker's own password, or with nothing. */
  readonly isFilled: boolean;
  readonly isPassedOn: boolean;
}

/** A form of the attacker's page sends itself in somebody's browser; of the app's page in their own. */
export class ForgeLogin extends Move {
  constructor(private readonly forgery: Forgery) {
    super();
  }

  override isPossible({ captured }: Story): boolean {
    const { browser, from } = this.forgery;
    return captured.size > 0 && (from !== appOrigin || browser === attacker);
  }

  protected async make(story: Story, stage: Stage): Promise<void> {
    const { browser, named, path, from, isFilled, isPassedOn } = this.forgery;
    const txn = story.txn(named) ?? '';
    const [account] = personAt(attacker).accounts;
    const { jar } = stage.browser(browser);
    // What they say of themselves, in their own browser, is theirs to say.
    const isOwn = browser === attacker && isFilled;
    if (isOwn && jar.loginRequests().has(txn)) story.agree(txn, account);
    const fields = {
      ...(isFilled && { email: addressOf(account), password }),
      scalekit_txn: txn,
    };
    const page = await stage.browser(browser).submit({ path, fields }, from, isPassedOn);
    see(story, stage, browser, page, { isLogin: true });
  }

  toString(): string {
    return `forged: ${JSON.stringify(this.forgery)}`;
  }
}

/** The answer to one continue page, with the token of another. */
export class ForgeAnswer extends Move {
  constructor(
    private readonly browser: number,
    private readonly named: number,
    private readonly tab: number,
    private readonly from: Initiator,
    private readonly isPassedOn: boolean,
  ) {
    super();
  }

  override isPossible({ captured }: Story): boolean {
    return captured.size > 0;
  }

  protected async make(story: Story, stage: Stage): Promise<void> {
    const path = '/scalekit/continue';
    const pages = story.tabs[attacker] ?? [];
    const forms = pages.flatMap((page) => formOf(page, path) ?? []);
    const txn = story.txn(this.named) ?? '';
    const token = chosen(forms, this.tab)?.fields['scalekit_csrf'] ?? 'made-up';
    const fields = { scalekit_txn: txn, scalekit_csrf: token, action: 'continue' };
    const own = this.browser === attacker;
    if (own && stage.browser(attacker).jar.loginRequests().has(txn)) {
      for (const account of personAt(attacker).accounts) story.agree(txn, account);
    }
    const from = own ? this.from : siblingOrigin;
    const page = await stage.browser(this.browser).submit({ path, fields }, from, this.isPassedOn);
    stage.checkPage(page);
  }

  toString(): string {
    return `forged answer in browser ${this.browser} for ${this.named}, token of tab ${this.tab}`;
  }
}
