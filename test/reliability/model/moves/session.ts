import { formOf } from '../browser/page.js';
import { appOrigin, evilOrigin } from '../browser/sites.js';
import { proofOf } from '../app/accounts.js';
import { personAt } from '../world/people.js';
import type { Stage } from '../world/stage.js';
import type { Story } from '../world/story.js';
import { Move, see } from './move.js';

/** A button of a page that asks for nothing to be typed in: who has a session goes on with it, or cancels. */
export class PressPlainButton extends Move {
  constructor(
    private readonly browser: number,
    private readonly tab: number,
    private readonly path: '/session-login' | '/login/cancel',
  ) {
    super();
  }

  override isPossible(story: Story): boolean {
    const page = story.tab(this.browser, this.tab);
    return page !== undefined && formOf(page, this.path) !== undefined;
  }

  protected async make(story: Story, stage: Stage): Promise<void> {
    const page = story.tab(this.browser, this.tab);
    const form = page && formOf(page, this.path);
    if (form === undefined) return;
    const answer = await stage.browser(this.browser).submit(form, appOrigin);
    see(story, stage, this.browser, answer, { isLogin: true });
  }

  toString(): string {
    return `browser ${this.browser} presses ${this.path} on tab ${this.tab}`;
  }
}

export class LogOut extends Move {
  constructor(private readonly browser: number) {
    super();
  }

  protected async make(_story: Story, stage: Stage): Promise<void> {
    await stage.browser(this.browser).open('/logout', appOrigin);
  }

  toString(): string {
    return `browser ${this.browser} logs out`;
  }
}

/** A link that the app has mailed to an account, on somebody's wish, is opened by its owner. */
export class OpenMail extends Move {
  constructor(
    private readonly browser: number,
    private readonly named: number,
  ) {
    super();
  }

  protected async make(story: Story, stage: Stage): Promise<void> {
    const [account] = personAt(this.browser).accounts;
    const txn = story.txn(this.named);
    const query = new URLSearchParams({
      proof: proofOf(account),
      ...(txn && { scalekit_txn: txn }),
    });
    const target = `/mailed-link?${query.toString()}`;
    const page = await stage.browser(this.browser).open(target, evilOrigin);
    see(story, stage, this.browser, page, { isLogin: true });
  }

  toString(): string {
    return `browser ${this.browser} opens a mailed link for ${this.named}`;
  }
}
