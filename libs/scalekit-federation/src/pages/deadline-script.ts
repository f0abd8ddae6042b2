/**
 * Counts down to the end of the login request, silently for whoever listens to the page, and then shows
 * the one way on in the place of a form that could only end in an error. A page that comes back as it
 * was left is asked for anew: it may have been answered meanwhile.
 */
export const deadlineScript = `
const deadline = form.querySelector('.deadline');
const over = document.querySelector('.over');
const { secondsLeft, countdown } = deadline.dataset;
// From the server's seconds rather than its clock: this one may be wrong.
const endsAt = Date.now() + Number(secondsLeft) * 1000;
const clock = new Date(endsAt).toLocaleTimeString([], { timeStyle: 'short' });

const end = () => {
  clearInterval(ticking);
  document.title = over.dataset.title;
  document.querySelector('h1').textContent = over.dataset.title;
  form.hidden = true;
  over.hidden = false;
};
const tick = () => {
  const seconds = Math.max(0, Math.ceil((endsAt - Date.now()) / 1000));
  const left = Math.floor(seconds / 60) + ':' + String(seconds % 60).padStart(2, '0');
  deadline.textContent = countdown.replace('{clock}', clock).replace('{left}', left);
  // What has been pressed in time is answered in any case.
  if (seconds === 0 && !isSent) end();
};
const ticking = setInterval(tick, 1000);
tick();

addEventListener('pageshow', ({ persisted }) => {
  const txn = form.elements.scalekit_txn.value;
  if (persisted) location.replace(form.action + '?scalekit_txn=' + encodeURIComponent(txn));
});`;
