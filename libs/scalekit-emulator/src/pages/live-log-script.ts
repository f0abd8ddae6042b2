/**
 * Keeps the auth log up to date while it is looked at: asks once a second whether something happened, and puts the new
 * log in the place of the old one. What is open stays open, and the focus stays where it was.
 */
export const liveLogScript = `{
const log = document.querySelector('#log');
const state = document.querySelector('#log-state');
let version = log.dataset.version;

const say = (text) => { if (state.textContent !== text) state.textContent = text; };
const keyed = () => [...log.querySelectorAll('[data-key]')];

const show = (markup) => {
  const known = new Map(keyed().map((details) => [details.dataset.key, details.open]));
  const focused = document.activeElement?.closest('[data-key]')?.dataset.key;
  log.innerHTML = markup;
  for (const details of keyed()) {
    const { key } = details.dataset;
    if (known.has(key)) details.open = known.get(key);
    if (key === focused) details.querySelector('summary').focus({ preventScroll: true });
  }
};

const ask = async () => {
  const answer = await fetch('/auth-log?after=' + version);
  if (answer.status === 200) {
    version = answer.headers.get('x-auth-log-version');
    show(await answer.text());
  }
  say(answer.ok ? 'New logins appear here by themselves.' : 'The emulator refuses to tell more: reload this page.');
};

const watch = async () => {
  if (!document.hidden) await ask().catch(() => say('The emulator does not answer: what is here may be old.'));
  setTimeout(watch, 1000);
};
watch();
}`;
