import { formOf, type Page } from '../browser/page.js';
import { appOrigin } from '../browser/sites.js';
import { pass } from '../world/clock.js';
import { personAt } from '../world/people.js';
import type { Stage } from '../world/stage.js';
import type { Story } from '../world/story.js';
import { Move, see } from './move.js';

const path = '/scalekit/continue';
/** As long as a person takes to read it. */
const readingSeconds = 0.75;

/** Somebody presses a button of the continue page: on purpose, or because a trick has put it under the pointer. */
export class Press extends Move {
  constructor(
    private readonly browser: number,
    private readonly tab: number,
    private readonly action: 'continue' | 'switch' | 'cancel',
    private readonly isOnPurpose: boolean,
  ) {
    super();
  }

  override isPossible(story: Story): boolean {
    const page = story.tab(this.browser, this.tab);
    return page?.account !== undefined && formOf(page, path) !== undefined;
  }

  protected async make(story: Story, stage: Stage): Promise<void> {
    const { browser } = this;
    const page = story.tab(browser, this.tab);
    if (page === undefined) return;
    const form = formOf(page, path);
    if (form === undefined) return;
    const action = this.#actionOn(page);
    // A trick strikes as the page appears, so it is on a page of this very moment.
    const shown = this.isOnPurpose ? form : await this.#shownAnew(stage, form.fields);
    if (shown === undefined) return;
    if (this.isOnPurpose) {
      pass(readingSeconds);
      if (action === 'continue') this.#agree(story, stage, page);
    }
    const fields = { ...shown.fields, action };
    see(story, stage, browser, await stage.browser(browser).submit({ path, fields }, appOrigin));
  }

  toString(): string {
    const how = this.isOnPurpose ? 'presses' : 'is tricked into pressing';
    return `browser ${this.browser} ${how} ${this.action} on tab ${this.tab}`;
  }

  /** Whoever reads somebody else's name there is not the one whom the page is about. */
  #actionOn({ account }: Page): string {
    const isOwn = personAt(this.browser).accounts.some((own) => own === account);
    return this.isOnPurpose && !isOwn && this.action === 'continue' ? 'switch' : this.action;
  }

  /** Unless the account is one that a session named, and which has ended. */
  #agree(story: Story, stage: Stage, { txn, account }: Page): void {
    if (txn === undefined || account === undefined) return;
    const isHeld = story.isHeldBySession(this.browser, txn, account);
    if (!isHeld || stage.accountIn(this.browser) === account) story.agree(txn, account);
  }

  async #shownAnew(stage: Stage, fields: Readonly<Record<string, string>>) {
    const target = `${path}?scalekit_txn=${fields['scalekit_txn']}`;
    return formOf(await stage.browser(this.browser).open(target, appOrigin), path);
  }
}
