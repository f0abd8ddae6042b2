import type { Reply } from '../server/exchange.js';
import { html } from './html.js';
import { page } from './page.js';

/** Scalekit's own error page cannot be replaced by the app, so neither can this one: an OAuth error code and a sentence. */
export function errorPage(status: number, error: string, description: string): Reply {
  return page(
    status,
    'Something went wrong',
    html`<h1>Something went wrong</h1>
      <p>${description}</p>
      <p class="dim"><code>error=${error}</code></p>`,
  );
}
