import { randomBytes } from 'node:crypto';
import type { Reply } from '../server/exchange.js';
import { Html, html } from './html.js';
import { style } from './style.js';

export interface PageOptions {
  readonly wide?: boolean;
  /** Elements for `<head>`. */
  readonly head?: Html | undefined;
  /** A script that the page is better with, and works without. */
  readonly script?: string;
}

/**
 * A whole page as an answer. It needs no script, allows none but its own, and no other site may frame it. `form-action`
 * stays open: the answer to the consent form redirects to whatever URL the MCP client registered.
 */
export function page(
  status: number,
  title: string,
  content: Html,
  { wide = false, head, script }: PageOptions = {},
): Reply {
  const nonce = randomBytes(16).toString('base64url');
  const scriptPolicy =
    script === undefined ? '' : ` script-src 'nonce-${nonce}'; connect-src 'self';`;
  const document = html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        ${head}
        <title>${title} · Scalekit emulator</title>
        <style>
          ${style}
        </style>
      </head>
      <body>
        <main${wide ? html` class="wide"` : undefined}>${content}</main>
        ${script === undefined ? undefined : new Html(`<script nonce="${nonce}">${script}</script>`)}
      </body>
    </html> `;
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      // With `no-referrer` a browser without Fetch Metadata would say `Origin: null` of the page's own forms.
      'referrer-policy': 'same-origin',
      'content-security-policy': `default-src 'none'; style-src 'unsafe-inline';${scriptPolicy} base-uri 'none'; frame-ancestors 'none'`,
      'x-content-type-options': 'nosniff',
    },
    body: document.markup,
  };
}
