// Counts down to the end of a login request, and then says what to do. Without this script the page
// says the same once, in minutes.
const waiting = document.querySelector('[data-seconds-left]');

if (waiting) {
  // From the server's seconds rather than its clock: this one may be wrong.
  const end = Date.now() + Number(waiting.dataset.secondsLeft) * 1000;
  const left = waiting.querySelector('[data-left]');
  const until = waiting.querySelector('time');
  until.textContent = new Date(until.dateTime).toLocaleTimeString([], { timeStyle: 'short' });

  const tick = () => {
    const seconds = Math.max(0, Math.ceil((end - Date.now()) / 1000));
    left.textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')} left`;
    if (seconds === 0) expire();
  };
  const timer = setInterval(tick, 1000);
  const expire = () => {
    clearInterval(timer);
    waiting.hidden = true;
    for (const field of document.querySelectorAll('form [name=scalekit_txn]')) {
      field.form.hidden = true;
    }
    for (const notice of document.querySelectorAll('.scalekit-notice')) notice.hidden = true;
    // Where they lead, people can sign in all the same, just for themselves.
    for (const link of document.querySelectorAll('a[href*=scalekit_txn]')) link.search = '';
    const advice = document.querySelector('[data-expired]');
    advice.hidden = false;
    advice.scrollIntoView({ block: 'nearest' });
  };
  tick();
}
