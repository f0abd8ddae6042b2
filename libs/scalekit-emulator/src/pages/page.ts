import type { Reply } from '../server/exchange.js';
import { html, type Html } from './html.js';
import { style } from './style.js';

/**
 * A whole page as an answer. It needs no script and allows none, and no other site may frame it. `form-action` stays
 * open: the answer to the consent form redirects to whatever URL the MCP client registered.
 */
export function page(
  status: number,
  title: string,
  content: Html,
  { wide = false }: { wide?: boolean } = {},
): Reply {
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} · Scalekit emulator</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <main${wide ? html` class="wide"` : undefined}>${content}</main>
      </body>
    </html> `;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'content-security-policy':
        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
    },
    body: document.markup,
  };
}
