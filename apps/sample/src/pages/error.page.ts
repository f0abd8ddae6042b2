import { STATUS_CODES } from 'node:http';
import { html } from './html.js';
import { layout } from './layout.js';

const TITLES: Readonly<Record<number, string>> = {
  401: 'You are not signed in',
};

const ADVICE: Readonly<Record<number, string>> = {
  403: 'This came from another site, so nothing was done. Open the page here and try again.',
  404: 'There is no such page. It may have moved, or the address has a typing error.',
  413: 'That was more than this app takes at once.',
};

/** One error with one next step. */
export function errorPage(status: number, message?: string): string {
  const title = TITLES[status] ?? STATUS_CODES[status] ?? 'Something went wrong';
  return layout({
    title,
    narrow: true,
    content: html`<section class="card">
      <p class="soft">Error ${status}</p>
      <h1>${title}</h1>
      <p>${ADVICE[status] ?? message ?? 'Something went wrong on our side. Please try again.'}</p>
      <p><a class="button" href="/">Back to the start</a></p>
    </section>`,
  });
}
