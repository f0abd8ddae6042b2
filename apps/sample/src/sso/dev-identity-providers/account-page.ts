import { html, type Html } from '../../pages/html.js';
import type { Account } from './account.js';

/** Hidden fields that the answer brings back. */
type Fields = Readonly<Record<string, string>>;

/** "Who are you?": a button for each account and one to decline, all of one form. */
export function accountPage(page: {
  provider: string;
  accounts: readonly Account[];
  action: string;
  fields?: Fields;
}): string {
  return document(
    `Sign in with ${page.provider}`,
    html`<form method="post" action="${page.action}">
      ${hidden(page.fields ?? {})}
      ${page.accounts.map(
        ({ id, name, email }) =>
          html`<button name="account" value="${id}">${name}<small>${email}</small></button>`,
      )}
      <button name="decline" value="yes" class="quiet">Cancel</button>
    </form>`,
  );
}

/** A form that a person sends on; without script, so that no Content-Security-Policy is in its way. */
export function onwardPage(page: { title: string; action: string; fields: Fields }): string {
  return document(
    page.title,
    html`<form method="post" action="${page.action}">
      ${hidden(page.fields)}
      <button>Go on to the app</button>
    </form>`,
  );
}

function hidden(fields: Fields): Html[] {
  return Object.entries(fields).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}" />`,
  );
}

function document(title: string, content: Html): string {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <style>
          :root {
            color-scheme: light dark;
            font:
              16px/1.5 system-ui,
              sans-serif;
          }
          body {
            max-width: 22rem;
            margin: 12vh auto;
            padding: 0 1rem;
          }
          h1 {
            font-size: 1.4rem;
          }
          form {
            display: grid;
            gap: 0.6rem;
          }
          button {
            font: inherit;
            padding: 0.7rem 1rem;
            border-radius: 0.6rem;
            text-align: left;
            color: CanvasText;
            background: Canvas;
            border: 1px solid color-mix(in srgb, currentColor 35%, transparent);
            cursor: pointer;
          }
          button:focus-visible {
            outline: 3px solid #4f7cff;
            outline-offset: 2px;
          }
          button.quiet {
            background: none;
            text-align: center;
          }
          small {
            display: block;
            opacity: 0.75;
          }
        </style>
      </head>
      <body>
        <main>
          <h1>${title}</h1>
          <p>For development only: nobody asks for a password here.</p>
          ${content}
        </main>
      </body>
    </html>`.toString();
}
