import { randomBytes } from 'node:crypto';
import { addressOf, password } from '../../support/people.js';
import type { Received } from '../browser/transport.js';
import { appOrigin, evilOrigin, frontEndOrigin } from '../browser/sites.js';
import { personAt } from '../world/people.js';
import type { Stage } from '../world/stage.js';
import type { FrontEndTab, Story } from '../world/story.js';
import { chosen } from '../world/chosen.js';
import { Move, see } from './move.js';

/** What the address of the front end's page brings: a link of Scalekit's, or a ticket of the attacker's. */
export type Address = 'a link' | 'a ticket' | 'a ticket that the page takes as it is';

/** The front end's page is opened, makes itself a key, and asks the backend for a ticket. */
export class OpenFrontEnd extends Move {
  constructor(
    private readonly browser: number,
    private readonly number: number,
    private readonly address: Address,
  ) {
    super();
  }

  override isPossible(story: Story): boolean {
    const { frontEndTabs } = story;
    return (this.address === 'a link' ? story.linksFor(this.browser) : frontEndTabs).length > 0;
  }

  protected async make(story: Story, stage: Stage): Promise<void> {
    const { browser } = this;
    const key = randomBytes(24).toString('base64url');
    const planted = chosen(story.frontEndTabs, this.number);
    if (this.address === 'a ticket that the page takes as it is') {
      if (planted) story.frontEndTabs.push({ ...planted, browser, key, agreesTo: undefined });
      return;
    }
    const entry = chosen(story.linksFor(browser), this.number);
    const query = new URLSearchParams(
      this.address === 'a link'
        ? { login_request_id: entry?.id ?? '', state: entry?.state ?? '' }
        : { scalekit_txn: planted?.ticket ?? '' },
    );
    query.set('scalekit_page', key);
    const target = `/front-end/login-request?${query.toString()}`;
    const answer = await stage.browser(browser).fetch(target, frontEndOrigin);
    const { ticket, notice } = jsonOf(answer);
    if (typeof ticket !== 'string') return;
    const txn = ticket.slice(0, 16);
    if (this.address === 'a link' && entry) story.learn(txn, entry);
    const agreesTo = typeof notice === 'string' ? txn : undefined;
    story.frontEndTabs.push({ browser, key, ticket, agreesTo });
    if (story.frontEndTabs.length > 4) story.frontEndTabs.shift();
  }

  toString(): string {
    return `browser ${this.browser} opens the front end with ${this.address} ${this.number}`;
  }
}

/** A person signs in on the front end's page, whose script calls the backend. */
export class SignInOnFrontEnd extends Move {
  constructor(private readonly number: number) {
    super();
  }

  override isPossible({ frontEndTabs }: Story): boolean {
    return frontEndTabs.length > 0;
  }

  protected async make(story: Story, stage: Stage): Promise<void> {
    const tab = chosen(story.frontEndTabs, this.number) as FrontEndTab;
    const { browser, key, ticket, agreesTo } = tab;
    const [account] = personAt(browser).accounts;
    if (agreesTo !== undefined) story.agree(agreesTo, account);
    const typed = { email: addressOf(account), password };
    const body = { ...typed, scalekit_txn: ticket, scalekit_page: key };
    const answer = await stage.browser(browser).fetch('/front-end/login', frontEndOrigin, body);
    stage.checkPage(answer);
    const next = answer.headers['scalekit-redirect-to'];
    if (typeof next !== 'string' || !next.startsWith(appOrigin)) return;
    const { pathname, search } = new URL(next);
    const page = await stage.browser(browser).open(pathname + search, frontEndOrigin);
    see(story, stage, browser, page, { isLogin: true });
  }

  toString(): string {
    return `somebody signs in on front end tab ${this.number}`;
  }
}

/** Anybody is led to our own pages, or to the login page, with a ticket that the attacker holds. */
export class OpenTicket extends Move {
  constructor(
    private readonly browser: number,
    private readonly number: number,
    private readonly path: '/login' | '/scalekit/continue',
  ) {
    super();
  }

  override isPossible({ frontEndTabs }: Story): boolean {
    return frontEndTabs.length > 0;
  }

  protected async make(story: Story, stage: Stage): Promise<void> {
    const { ticket } = chosen(story.frontEndTabs, this.number) as FrontEndTab;
    const target = `${this.path}?scalekit_txn=${ticket}`;
    const page = await stage.browser(this.browser).open(target, evilOrigin);
    see(story, stage, this.browser, page);
  }

  toString(): string {
    return `browser ${this.browser} is led to ${this.path} with ticket ${this.number}`;
  }
}

function jsonOf({ text }: Received): Record<string, unknown> {
  return text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>) : {};
}
