import type { Direction } from './direction.js';
import { escapeHtml } from './html.js';

/** What a page consists of. `body`, `style` and `script` are markup that is ready to be put in place. */
export interface PageParts {
  /** BCP 47 */
  readonly language: string;
  /** Of the language, for the `dir` of the document. */
  readonly direction: Direction;
  /** Plain text: escape it. */
  readonly title: string;
  /** What stands in `<main>`, its heading included. */
  readonly body: string;
  /** Ours; leave it out to bring your own. */
  readonly style: string;
  /** Empty, or the script element that the page needs; put it last. */
  readonly script: string;
  /** For the `nonce` of an own style or script element: the page's CSP allows no other. */
  readonly nonce: string;
}

/** Makes the whole document. */
export type PageTemplate = (parts: PageParts) => string;

export const defaultTemplate: PageTemplate = ({
  language,
  direction,
  title,
  body,
  style,
  script,
}) =>
  `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(title)}</title>
${style}
</head>
<body>
<main>
${body}
</main>
${script}</body>
</html>
`;

export const defaultStyle = `
:root{color-scheme:light dark;--text:#1a1d21;--soft:#565d66;--page:#f4f5f7;--card:#fff;--line:#d5d9de;--accent:#1f5fbf;--on-accent:#fff}
@media (prefers-color-scheme:dark){:root{--text:#e8eaed;--soft:#a8b0ba;--page:#15181c;--card:#1f2328;--line:#3a4048;--accent:#7fb0ff;--on-accent:#0b1a30}}
*{box-sizing:border-box}
body{margin:0;min-height:100vh;overflow-wrap:anywhere;display:grid;place-items:center;padding:1.25rem;background:var(--page);color:var(--text);font:1rem/1.55 system-ui,sans-serif}
main{width:100%;max-width:30rem;padding:2rem;background:var(--card);border:1px solid var(--line);border-radius:.75rem}
h1{margin:0 0 1rem;font-size:1.35rem;line-height:1.3;text-wrap:balance}
p{margin:0 0 1rem}
.account{margin:0 0 1rem;padding:.75rem 1rem;border:1px solid var(--line);border-radius:.5rem;overflow-wrap:anywhere}
.account strong{display:block}
.asking{margin:0 0 1rem}
.asking dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem;margin:0 0 1rem}
.asking dt{color:var(--soft)}
.asking dd{min-width:0;margin:0}
fieldset{min-width:0;margin:0;padding:0;border:0}
legend{margin:0 0 1rem;padding:0}
.soft{color:var(--soft);font-size:.925rem}
.actions{display:flex;flex-wrap:wrap;gap:.75rem;margin:1.5rem 0 0}
.actions+p{margin-top:1.5rem}
main>:last-child{margin-bottom:0}
button,.button{font:inherit;padding:.6rem 1.1rem;border-radius:.5rem;border:1px solid var(--line);background:transparent;color:inherit;cursor:pointer;text-decoration:none}
.primary{background:var(--accent);border-color:var(--accent);color:var(--on-accent);font-weight:600}
button[aria-disabled=true]{opacity:.55;cursor:default}
.working{margin:1rem 0 0}
.working:empty{margin:0}
.deadline{margin:0}
.also{margin:1rem 0}
code{font-size:.8125rem}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
a{color:var(--accent)}
label.check{display:flex;gap:.6rem;align-items:center;margin:0 0 1rem}
label.check input{width:1.25rem;height:1.25rem;margin:0;accent-color:var(--accent)}
[hidden]{display:none!important}
@media (max-width:24rem){main{padding:1.25rem}.actions>*{width:100%;text-align:center}}
`;
