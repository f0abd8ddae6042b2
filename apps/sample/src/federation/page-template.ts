import type { PageTemplate } from 'nestjs-scalekit-federation';
import { html, trusted } from '../pages/html.js';
import { layout } from '../pages/layout.js';

/** Puts the module's pages into the app's own layout and colours. */
export const pageTemplate: PageTemplate = ({ title, body, ...embedding }) =>
  layout({
    title,
    content: html`<section class="card">${trusted(body)}</section>`,
    embedding: { ...embedding, style },
  });

/** For what the app has none of: its own forms have one button, and ask no questions. */
const style = `
  .question { font-size: 1.0625rem; }
  .account {
    padding: .5rem 1rem; border: 1px solid var(--line); border-radius: .5rem;
    background: var(--ground); overflow-wrap: anywhere;
  }
  .account strong { display: block; }
  .asking { margin-bottom: 1rem; }
  .asking dl { margin-bottom: .5rem; row-gap: 0; }
  .asking p { color: var(--soft); font-size: .9375rem; margin: 0; }
  fieldset { min-width: 0; margin: 0; padding: 0; border: 0; }
  legend { margin: 0 0 1rem; padding: 0; }
  legend.advice {
    width: 100%; padding: .625rem 1rem; border-radius: .5rem;
    border: 1px solid var(--caution); background: var(--caution-tint);
  }
  .organizations legend { font-weight: 550; margin-bottom: .5rem; }
  label.check { display: flex; gap: .625rem; align-items: center; margin-bottom: .75rem; font-weight: 400; }
  label.check input { width: 1.25rem; height: 1.25rem; margin: 0; accent-color: var(--accent); }
  .actions { display: flex; flex-wrap: wrap; gap: .75rem; margin-top: 1rem; }
  .actions button:not(.primary) {
    background: transparent; color: var(--accent); border-color: var(--line);
  }
  .actions button:not(.primary):hover { background: var(--tint); border-color: var(--accent); }
  .actions [value=cancel] { margin-inline-start: auto; }
  @media (max-width: 34rem) {
    .actions > * { flex: 1 0 auto; }
    .actions .primary { flex-basis: 100%; }
    .actions [value=cancel] { margin-inline-start: 0; }
  }
  .deadline { margin: 0; font-size: .875rem; }
  .working { margin: 1rem 0 0; }
  .working:empty { margin: 0; }
  .actions + p { margin-top: 1rem; }
`;
