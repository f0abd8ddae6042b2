import { html, trusted, type Html } from './html.js';
import { style } from './style.js';

const logo = html`<svg
  width="26"
  height="26"
  viewBox="0 0 24 24"
  fill="none"
  stroke="currentColor"
  stroke-width="2"
  stroke-linejoin="round"
  aria-hidden="true"
>
  <path d="M12 2.5 20.5 7v10L12 21.5 3.5 17V7Z" />
  <path d="M3.5 7 12 11.5 20.5 7M12 11.5v10M7.75 4.75l8.5 4.5" />
</svg>`;

/** A page that somebody else's module fills in, under a CSP of its own. */
interface Embedding {
  /** BCP 47 */
  readonly language: string;
  readonly direction: string;
  readonly nonce: string;
  readonly style: string;
  readonly script: string;
}

/** A whole page of the app, as it is sent. */
export function layout(page: {
  title: string;
  /** Beside the app's name: who is signed in, say. */
  aside?: Html;
  content: Html;
  /** One column for a form or a message. */
  narrow?: boolean;
  /** Module scripts of this app; its CSP allows no inline one. */
  scripts?: readonly string[];
  embedding?: Embedding;
}): string {
  const { language = 'en', direction = 'ltr', nonce, script = '' } = page.embedding ?? {};
  const width = page.embedding ? 'medium' : page.narrow ? 'narrow' : 'full';
  return html`<!doctype html>
    <html lang="${language}" dir="${direction}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${page.title} · Waybill</title>
        ${!nonce && html`<link rel="icon" href="data:," />`}
        <style ${nonce && html`nonce="${nonce}"`}>
          ${trusted(style)}${trusted(page.embedding?.style ?? '')}
        </style>
        ${page.scripts?.map((path) => html`<script type="module" src="${path}"></script>`)}
      </head>
      <body>
        <header class="${width}">
          <a class="brand" href="/">${logo} Waybill</a>
          ${page.aside}
        </header>
        <main class="${width}">${page.content}</main>
        <footer class="${width}">Waybill keeps track of your company's shipments.</footer>
        ${trusted(script)}
      </body>
    </html>`.toString();
}
