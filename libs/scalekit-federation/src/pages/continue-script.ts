import { deadlineScript } from './deadline-script.js';

/**
 * From rendering to an answer that counts. A little longer than the script takes to wake the button: a
 * script may be switched off from outside.
 */
export const shortestLookMs = 700;

/**
 * Continue comes alive once question, account, app and advice have each been in sight for half a second,
 * in a window that is visible and focused: a person can scroll to them in a window of any size, and a
 * click that was meant for something else lands on nothing. Both edges of each part are watched at
 * nine heights, so that one larger than the window counts once all of it was scrolled through.
 * Without script a required checkbox takes its place.
 *
 * Until then the button keeps the focus, and a press that begins is dropped, whenever it ends: whoever
 * walks round with the keyboard never loses their place. Once somebody has pressed, nothing else can be.
 *
 * A press that is faster than the server's `shortestLookMs` waits here.
 */
export const continueScript = `{
const loadedAt = performance.now();
const form = document.querySelector('form.scalekit-continue');
const buttons = form.querySelectorAll('button');
const button = form.querySelector('[value=continue]');
const status = form.querySelector('.working');

const unseen = new Set();
const inSight = new Map();
let isSettled = false;
let isSent = false;
let isTooEarly = false;
let settling;
let pressed;
const isLookedAt = () => document.visibilityState === 'visible' && document.hasFocus();
const isAwake = () => isSettled && unseen.size === 0;
const wake = () => {
  for (const one of buttons) one.ariaDisabled = String(isSent || (one === button && !isAwake()));
  if (isAwake() && !isSent) status.textContent = '';
};

const saw = (mark) => {
  unseen.delete(mark);
  inSight.delete(mark);
  observer.unobserve(mark);
  mark.remove();
  wake();
};
const count = (mark) => {
  clearTimeout(inSight.get(mark));
  inSight.set(mark, isLookedAt() ? setTimeout(saw, 500, mark) : undefined);
};
const observer = new IntersectionObserver((entries) => {
  for (const { target, isIntersecting } of entries) {
    clearTimeout(inSight.get(target));
    inSight.delete(target);
    if (isIntersecting && unseen.has(target)) count(target);
  }
}, { threshold: 0.5 });

const settle = () => {
  clearTimeout(settling);
  isSettled = false;
  wake();
  if (isLookedAt()) settling = setTimeout(() => { isSettled = true; wake(); }, 500);
  for (const mark of inSight.keys()) count(mark);
};
const send = (isOnItsWay) => {
  isSent = isOnItsWay;
  status.textContent = isSent ? status.dataset.working : '';
  wake();
};

for (const event of ['pointerdown', 'keydown']) {
  button.addEventListener(event, () => { isTooEarly = !isAwake(); });
}
form.addEventListener('submit', (event) => {
  clearTimeout(pressed);
  const isContinue = event.submitter === button;
  const isDropped = isSent || (isContinue && (isTooEarly || !isAwake()));
  const earlyMs = isContinue ? loadedAt + ${shortestLookMs + 10} - performance.now() : 0;
  if (isDropped || earlyMs > 0) event.preventDefault();
  if (isDropped && !isSent) status.textContent = status.dataset.readFirst;
  else if (earlyMs > 0) pressed = setTimeout(() => button.click(), earlyMs);
  else if (!isSent) {
    send(true);
    // Longer than the server takes at most: somebody has stopped the page perhaps.
    setTimeout(send, 20000, false);
  }
  isTooEarly = false;
});

for (const part of form.querySelectorAll('.question, .account, .asking, .advice')) {
  part.style.position = 'relative';
  for (let step = 0; step <= 8; step += 1) {
    for (const edge of ['left', 'right']) {
      const mark = document.createElement('i');
      const top = 'calc((100% - 1px) * ' + step / 8 + ')';
      Object.assign(mark.style, { position: 'absolute', width: '1px', height: '1px', [edge]: '0', top });
      part.append(mark);
      unseen.add(mark);
      observer.observe(mark);
    }
  }
}
for (const event of ['focus', 'blur', 'pageshow']) addEventListener(event, settle);
document.addEventListener('visibilitychange', settle);
settle();

const started = form.querySelector('[type=checkbox]');
started.required = false;
started.closest('label').hidden = true;
${deadlineScript}
}`;
