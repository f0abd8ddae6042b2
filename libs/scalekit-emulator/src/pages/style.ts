import { Html } from './html.js';

/** Every page's look, light and dark. */
export const style = new Html(`
:root { color-scheme: light dark; --ink: #16202e; --dim: #566274; --paper: #f4f6f9; --card: #fff; --line: #d9dfe8;
  --accent: #3d46d6; --on-accent: #fff; --good: #1a7140; --bad: #b3261e; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ecf2; --dim: #a2adbd; --paper: #10151d; --card: #19212c;
  --line: #303b4a; --accent: #9aa4ff; --on-accent: #10151d; --good: #6fd39a; --bad: #ff8a80; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1.5rem; background: var(--paper);
  color: var(--ink); font: 1rem/1.55 system-ui, sans-serif; }
main { width: min(100%, 36rem); background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
  padding: 2rem; }
main.wide { width: min(100%, 60rem); }
h1 { margin: 0 0 1rem; font-size: 1.375rem; line-height: 1.3; text-wrap: balance; }
h2 { margin: 1.75rem 0 .5rem; font-size: 1rem; }
p, dl, ul, pre { margin: 0 0 1rem; }
dt { color: var(--dim); font-size: .875rem; }
dd { margin: 0 0 .75rem; overflow-wrap: anywhere; }
code, pre { font: .875rem/1.5 ui-monospace, monospace; }
pre { padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere; background: var(--paper);
  border: 1px solid var(--line); border-radius: .5rem; }
.dim { color: var(--dim); font-size: .875rem; }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.5rem 0; }
main > .actions:last-child { margin-bottom: 0; }
button, .button { font: inherit; text-decoration: none; font-weight: 600; padding: .625rem 1.5rem; border-radius: .5rem; cursor: pointer;
  border: 1px solid var(--line); background: transparent; color: inherit; }
button.primary { border-color: var(--accent); background: var(--accent); color: var(--on-accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
a { color: var(--accent); }
.heading { display: flex; align-items: baseline; justify-content: space-between; gap: 1rem; }
ol { margin: 0; padding: 0; list-style: none; }
summary { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem .75rem; padding: .5rem .25rem;
  cursor: pointer; overflow-wrap: anywhere; min-width: 0; }
summary::before { content: '▸'; color: var(--dim); width: 1ch; }
.timeline summary > span:first-of-type { max-width: calc(100% - 3ch); }
details[open] > summary::before { content: '▾'; }
summary::-webkit-details-marker { display: none; }
summary > * { min-width: 0; }
.who { font-weight: 600; }
.logins > li, .resource { border-top: 1px solid var(--line); }
.logins > li > details > summary time { margin-left: auto; }
.resource > dl { padding: .5rem 0 0 1.75rem; }
.ids { margin: 0 0 .5rem; padding-left: 1.75rem; display: flex; flex-wrap: wrap; gap: 0 1rem; }
.timeline { margin: 0 0 1rem 1rem; padding-left: .75rem; border-left: 2px solid var(--line); }
.timeline summary { padding: .25rem; }
.timeline .meaning { flex-basis: 100%; padding-left: 1.75ch; }
.timeline pre { margin: .25rem 0 .75rem; max-height: 24rem; overflow: auto; }
.timeline .failed > details > summary > span:first-of-type { color: var(--bad); font-weight: 600; }
.next { list-style: decimal; padding-left: 1.25rem; }
.next > li { margin-bottom: .75rem; }
.next pre { margin: .25rem 0 0; padding: .5rem .75rem; }
.facts { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; }
.facts dd { margin: 0; min-width: 0; }
.status { font-size: .8125rem; font-weight: 600; border: 1px solid currentcolor; border-radius: 1rem; padding: 0 .625rem; }
.status.success { color: var(--good); }
.status.failure { color: var(--bad); }
.status.initiated, .status.pending { color: var(--dim); }
@media (max-width: 30rem) { body { padding: .75rem; } main { padding: 1.25rem; }
  .resource > dl, .ids { padding-left: 0; } .timeline { margin-left: .25rem; } }
`);
