import { setTimeout as delay } from 'node:timers/promises';
import type { FilledForm } from '../browser/fill-in.js';
import type { Page } from '../browser/page.js';

// nestjs-scalekit-federation asks again whoever presses within 700 ms of the question.
const readingMs = 750;
const questionField = 'scalekit_csrf';

/** The pages that a tab has shown, and the one that it shows. */
export class TabPages {
  readonly #before: Page[] = [];
  #current: Page | undefined;
  #shownAt = 0;

  get current(): Page | undefined {
    return this.#current;
  }

  /** @throws Error while none is open */
  get open(): Page {
    if (!this.#current) throw new Error('No page is open: open login.url first');
    return this.#current;
  }

  show(page: Page): void {
    this.#current = page;
    this.#shownAt = performance.now();
  }

  /** Shows another one, from which the tab can go back to this one. */
  goOn(page: Page): void {
    if (this.#current) this.#before.push(this.#current);
    this.show(page);
  }

  /** The one before, which is no longer before any other. */
  takeBefore(): Page {
    const before = this.#before.pop();
    if (!before) throw new Error('There is no page to go back to');
    this.#current = undefined;
    return before;
  }

  /** A person reads the question of nestjs-scalekit-federation before they press: for 750 ms since it was shown. */
  async read(form: FilledForm): Promise<void> {
    if (!form.fields.has(questionField)) return;
    const leftMs = this.#shownAt + readingMs - performance.now();
    if (leftMs > 0) await delay(Math.ceil(leftMs));
  }
}
