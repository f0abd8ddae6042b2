import type { AsyncCommand } from 'fast-check';
import type { Page } from '../browser/page.js';
import type { Stage } from '../world/stage.js';
import type { Story } from '../world/story.js';

/** Something that somebody does, or that happens. After each, all that was promised is looked at. */
export abstract class Move implements AsyncCommand<Story, Stage> {
  /** In a counterexample. */
  abstract toString(): string;

  /** @returns false where it cannot be done: nothing happens then */
  isPossible(_story: Story): boolean {
    return true;
  }

  protected abstract make(story: Story, stage: Stage): Promise<void>;

  check(story: Story): boolean {
    return this.isPossible(story);
  }

  async run(story: Story, stage: Stage): Promise<void> {
    await this.make(story, stage);
    stage.check(story);
  }
}

/**
 * What a browser shows now. An account that waits on the continue page is held to the session that
 * names it then, until somebody signs in anew.
 */
export function see(
  story: Story,
  stage: Stage,
  browser: number,
  page: Page,
  { isLogin = false } = {},
): void {
  stage.checkPage(page);
  story.show(browser, page);
  const { txn, account } = page;
  if (txn === undefined || account === undefined) return;
  const isInSession = stage.accountIn(browser) === account;
  if (isLogin || isInSession) story.hold(browser, txn, account, isInSession);
}
