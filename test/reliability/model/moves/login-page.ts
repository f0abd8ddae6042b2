import { evilOrigin } from '../browser/sites.js';
import type { Stage } from '../world/stage.js';
import type { Story } from '../world/story.js';
import { chosen } from '../world/chosen.js';
import { Move, see } from './move.js';

/** An AI app starts a flow, and its owner holds the link to the app's login page. */
export class StartFlow extends Move {
  constructor(private readonly isAttackers: boolean) {
    super();
  }

  override isPossible({ loginRequests }: Story): boolean {
    return loginRequests.length < 4;
  }

  protected async make(story: Story, { backend }: Stage): Promise<void> {
    story.loginRequests.push({ entry: backend.ledger.begin('c0'), isAttackers: this.isAttackers });
  }

  toString(): string {
    return `${this.isAttackers ? 'the attacker' : 'somebody'} starts a flow`;
  }
}

/** A browser is sent to the login page, by Scalekit or by whoever holds the link. */
export class OpenLink extends Move {
  constructor(
    private readonly browser: number,
    private readonly number: number,
  ) {
    super();
  }

  override isPossible(story: Story): boolean {
    return story.linksFor(this.browser).length > 0;
  }

  protected async make(story: Story, stage: Stage): Promise<void> {
    const entry = chosen(story.linksFor(this.browser), this.number);
    if (entry === undefined) return;
    const { browser } = this;
    const { jar } = stage.browser(browser);
    const before = jar.loginRequests();
    const query = new URLSearchParams({ login_request_id: entry.id, state: entry.state });
    const page = await stage.browser(browser).open(`/login?${query.toString()}`, evilOrigin);
    const after = [...jar.loginRequests().keys()];
    for (const txn of after) if (!before.has(txn)) story.learn(txn, entry);
    see(story, stage, browser, page);
  }

  toString(): string {
    return `browser ${this.browser} opens link ${this.number}`;
  }
}

/** The login page as anybody opens it, or can be led to: for one login request, or for none. */
export class OpenLoginPage extends Move {
  constructor(
    private readonly browser: number,
    private readonly named: number | undefined,
    private readonly path: '/login' | '/scalekit/continue',
  ) {
    super();
  }

  override isPossible({ captured }: Story): boolean {
    return this.named === undefined ? this.path === '/login' : captured.size > 0;
  }

  protected async make(story: Story, stage: Stage): Promise<void> {
    const query = this.named === undefined ? '' : `?scalekit_txn=${story.txn(this.named)}`;
    const page = await stage.browser(this.browser).open(this.path + query, evilOrigin);
    see(story, stage, this.browser, page);
  }

  toString(): string {
    return `browser ${this.browser} is led to ${this.path} for ${this.named ?? 'none'}`;
  }
}
