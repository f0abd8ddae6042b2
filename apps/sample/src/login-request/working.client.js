// Says that something happens while the AI app is told who signed in, which can take seconds, and lets
// nobody press twice. Without this script the browser's own sign of it has to do.
const status = document.createElement('p');
status.className = 'soft small';
status.setAttribute('role', 'status');
document.querySelector('main .card, main')?.append(status);

const forms = [...document.forms].filter((form) => form.elements.scalekit_txn);
let isSent = false;

function show(isOnItsWay) {
  isSent = isOnItsWay;
  status.textContent = isSent ? 'One moment, please. This can take a few seconds.' : '';
  for (const button of document.querySelectorAll('main button')) {
    // One that is disabled would lose the focus, and what it says of itself.
    button.ariaDisabled = isSent ? 'true' : null;
  }
}

for (const form of forms) {
  form.addEventListener('submit', (event) => {
    if (isSent) event.preventDefault();
    show(true);
    // Longer than the server takes at most: somebody has stopped the page perhaps.
    setTimeout(show, 20_000, false);
  });
}

addEventListener('pageshow', ({ persisted }) => {
  if (!persisted) return;
  show(false);
  // It may have been answered meanwhile. What was posted has no address to ask again.
  if (/[?&](login_request_id|scalekit_txn)=/.test(location.search)) location.reload();
});
