/**
 * Continue comes alive once question, account, app and advice have each been in sight for half a second,
 * in a window that is visible and focused: a person can scroll to them in a window of any size, and a
 * click that was meant for something else lands on nothing. Both edges of each part are watched at
 * nine heights, so that one larger than the window counts once all of it was scrolled through.
 * Without script a required checkbox takes its place.
 *
 * The server takes no answer that comes within 700 ms of rendering; a faster press waits here.
 */
export const continueScript = `{
const loadedAt = performance.now();
const form = document.querySelector('form.scalekit-continue');
const button = form.querySelector('[value=continue]');

const unseen = new Set();
const inSight = new Map();
let isSettled = false;
let settling;
let pressed;
const isLookedAt = () => document.visibilityState === 'visible' && document.hasFocus();
const wake = () => { button.disabled = !isSettled || unseen.size > 0; };

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

const settle = () => {
  clearTimeout(settling);
  isSettled = false;
  wake();
  if (isLookedAt()) settling = setTimeout(() => { isSettled = true; wake(); }, 500);
  for (const mark of inSight.keys()) count(mark);
};
for (const event of ['focus', 'blur', 'pageshow']) addEventListener(event, settle);
document.addEventListener('visibilitychange', settle);
settle();

form.addEventListener('submit', (event) => {
  clearTimeout(pressed);
  const earlyMs = loadedAt + 710 - performance.now();
  if (event.submitter !== button || earlyMs <= 0) return;
  event.preventDefault();
  pressed = setTimeout(() => button.click(), earlyMs);
});

const check = form.querySelector('.check');
check.hidden = true;
check.querySelector('input').required = false;
}`;
