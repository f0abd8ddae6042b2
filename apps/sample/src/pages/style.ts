/** The app's one style sheet: system font, dark and light, no script. */
export const style = `
  :root {
    color-scheme: light dark;
    --ground: #f5f6f4; --card: #fff; --line: #d9ddd6; --text: #1b221d; --soft: #566159;
    --accent: #14684a; --accent-strong: #0e5139; --on-accent: #fff;
    --tint: #e6f1ec; --alert: #a4262c; --alert-tint: #fcedee;
    --caution: #9a6700; --caution-tint: #fff6dc;
  }
  @media (prefers-color-scheme: dark) {
    :root {
      --ground: #121613; --card: #1b211d; --line: #364039; --text: #e9eeea; --soft: #a4b0a8;
      --accent: #5cc79c; --accent-strong: #86dab7; --on-accent: #08271a;
      --tint: #1d3329; --alert: #ff9b9f; --alert-tint: #3a1d20;
      --caution: #d9a520; --caution-tint: #332a12;
    }
  }
  * { box-sizing: border-box; }
  body {
    margin: 0; min-height: 100vh; background: var(--ground); color: var(--text);
    font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere;
  }
  header, main, footer { width: 100%; max-width: 56rem; margin-inline: auto; padding-inline: 1.25rem; }
  header {
    display: flex; flex-wrap: wrap; gap: .5rem 1rem; align-items: center;
    justify-content: space-between; padding-block: 1.25rem;
  }
  footer { padding-block: 2rem; color: var(--soft); font-size: .875rem; }
  main.narrow, header.narrow, footer.narrow { max-width: 28rem; }
  main.medium, header.medium, footer.medium { max-width: 36rem; }
  header form { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: center; }
  .brand {
    display: inline-flex; gap: .5rem; align-items: center;
    color: inherit; font-weight: 650; font-size: 1.125rem; text-decoration: none;
  }
  .brand svg { color: var(--accent); }
  .card {
    background: var(--card); border: 1px solid var(--line); border-radius: .75rem;
    padding: 1.5rem; margin-bottom: 1.25rem;
  }
  h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; }
  h2 { font-size: 1.125rem; margin: 0 0 .75rem; }
  p { margin: 0 0 1rem; }
  .card > :last-child, .card > div > :last-child, form > :last-child { margin-bottom: 0; }
  .soft { color: var(--soft); }
  a { color: var(--accent); }
  label { display: block; font-weight: 550; margin-bottom: .25rem; }
  input:not([type=hidden], [type=checkbox], [type=radio]) {
    display: block; width: 100%; margin-bottom: 1rem; padding: .625rem .75rem; font: inherit;
    color: inherit; background: var(--card); border: 1px solid var(--soft); border-radius: .5rem;
  }
  .problem { color: var(--alert); margin: 0 0 .25rem; font-size: .875rem; }
  input[aria-invalid] { border-color: var(--alert); }
  button, .button {
    display: inline-block; padding: .625rem 1.125rem; font: inherit; font-weight: 600;
    text-align: center; text-decoration: none; cursor: pointer; border-radius: .5rem;
    border: 1px solid var(--accent); background: var(--accent); color: var(--on-accent);
  }
  button:hover, .button:hover { background: var(--accent-strong); border-color: var(--accent-strong); }
  .quiet { background: transparent; color: var(--accent); border-color: var(--line); }
  .quiet:hover { background: var(--tint); color: var(--accent); border-color: var(--accent); }
  .wide { width: 100%; }
  code { padding: 0 .25rem; border-radius: .25rem; background: var(--tint); }
  :focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
  [tabindex="-1"]:focus-visible { outline: none; }
  .alert {
    padding: .75rem 1rem; margin-bottom: 1rem; border-radius: .5rem;
    border: 1px solid var(--alert); background: var(--alert-tint); color: var(--alert);
  }
  .scalekit-notice {
    position: relative; padding: .75rem 1rem; padding-inline-start: 3rem; margin-bottom: 1.25rem;
    border: 1px solid var(--caution); border-radius: .5rem; background: var(--caution-tint);
  }
  .scalekit-notice::before {
    content: '!' / ''; position: absolute; inset-inline-start: 1rem; top: .875rem;
    width: 1.375rem; height: 1.375rem; border-radius: 50%; background: var(--caution);
    color: var(--caution-tint); font-weight: 700; line-height: 1.375rem; text-align: center;
  }
  .scalekit-notice > * { margin: 0 0 .75rem; }
  .scalekit-notice > :last-child { margin-bottom: 0; }
  .scalekit-notice dl { font-size: .9375rem; }
  .scalekit-notice dl + p { color: var(--soft); font-size: .875rem; }
  form.apart, div.apart { margin-top: 1.5rem; padding-top: 1.25rem; border-top: 1px solid var(--line); }
  .apart > .quiet { width: auto; color: var(--soft); }
  [aria-disabled=true] { opacity: .55; cursor: default; }
  .unseen { position: absolute; clip-path: inset(50%); }
  summary { color: var(--accent); font-weight: 550; cursor: pointer; }
  details .small { max-width: 16rem; }
  .hint { padding: .75rem 1rem; border-radius: .5rem; background: var(--tint); }
  form ~ :is(form, div) { margin-top: .75rem; }
  [hidden] { display: none !important; }
  .small { font-size: .875rem; margin-top: .75rem; }
  .code { font-size: 2.25rem; letter-spacing: .08em; text-align: center; }
  table { width: 100%; border-collapse: collapse; font-size: .9375rem; }
  th, td { text-align: start; padding: .5rem 0; padding-inline-end: .75rem; }
  th { color: var(--soft); font-weight: 550; }
  tbody tr { border-top: 1px solid var(--line); }
  .tag {
    display: inline-block; padding: .0625rem .5rem; border-radius: 1rem;
    background: var(--tint); font-size: .875rem;
  }
  dl { display: grid; grid-template-columns: auto 1fr; gap: .25rem 1.25rem; margin: 0; }
  dt { color: var(--soft); }
  dd { margin: 0; }
  @media (max-width: 34rem) {
    .card { padding: 1.125rem; }
    thead { position: absolute; clip-path: inset(50%); }
    tr { display: flex; flex-wrap: wrap; align-items: center; gap: .125rem .75rem; padding-block: .5rem; }
    tbody tr:first-child { border-top: 0; }
    td { padding: 0; }
    td:first-child { flex-basis: 100%; font-weight: 550; }
    dl { grid-template-columns: 1fr; gap: 0; }
    dd + dt { margin-top: .5rem; }
    :is(.scalekit-notice, .asking) dl { grid-template-columns: auto 1fr; gap: .125rem .75rem; }
    :is(.scalekit-notice, .asking) dd + dt { margin-top: 0; }
  }
`;
