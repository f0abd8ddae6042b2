// A login without forms or sessions of the server's: everything is fetched, and the bearer token stays
// in this module's memory.
const element = (id) => document.getElementById(id);
const form = document.forms[0];
let loginRequest = {};
/** How far this browser's clock is ahead of the server's. */
let aheadMs = 0;

/** @returns what the server answered; its message is thrown when it refused */
async function call(path, { body, token } = {}) {
  const answer = await fetch(`/login-styles/single-page/${path}`, {
    method: body ? 'POST' : 'GET',
    headers: {
      accept: 'application/json',
      ...(body && { 'content-type': 'application/json' }),
      ...(token && { authorization: `Bearer ${token}` }),
    },
    ...(body && { body: JSON.stringify(body) }),
  });
  // The header has whole seconds: rather end a second early than late.
  aheadMs = Date.now() - Date.parse(answer.headers.get('date')) - 1000;
  const content = await answer.json();
  if (!answer.ok) throw Object.assign(new Error(content.message), { code: content.error });
  return content;
}

function show(id) {
  for (const section of document.querySelectorAll('main > section')) section.hidden = true;
  element(id).hidden = false;
}

function refused(error) {
  if (error.code === 'login_request_expired') return show('expired');
  if (error.code === 'login_request_taken' && !loginRequest.txn) return show('over');
  element('problem').textContent =
    error.message === 'Unauthorized'
      ? "That e-mail address and password don't belong together. Please try again."
      : error.message;
  element('problem').hidden = false;
}

function countDown() {
  const leftMs = Date.parse(loginRequest.expiresAt) - (Date.now() - aheadMs);
  const left = Math.max(0, Math.ceil(leftMs / 1000));
  if (left === 0) return show('expired');
  element('left').textContent =
    `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')} left`;
  setTimeout(countDown, 1000);
}

/** Nobody stays here when an AI app waits for the answer, unless it can't be told. */
async function signedIn({ accessToken, name, handOffError, redirectTo }) {
  if (handOffError) return refused({ ...handOffError, code: handOffError.error });
  if (redirectTo) return location.assign(redirectTo);
  const { email, organization } = await call('profile', { token: accessToken });
  element('profile').textContent = `${email}, ${organization}`;
  show('home');
  const heading = document.querySelector('#home h1');
  heading.textContent = `Hello, ${name}`;
  heading.focus();
}

async function signIn() {
  element('problem').hidden = true;
  const body = Object.fromEntries(new FormData(form));
  if (loginRequest.txn) body.scalekit_txn = loginRequest.txn;
  await signedIn(await call('login', { body }));
}

async function cancel() {
  const { redirectTo } = await call('cancel', { body: { scalekit_txn: loginRequest.txn } });
  location.assign(redirectTo);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  signIn().catch(refused);
});
element('cancel').addEventListener('click', () => {
  cancel().catch(refused);
});

try {
  loginRequest = await call(`login-request${location.search}`);
  show('login');
  element('email').focus();
  if (loginRequest.txn) {
    // What Scalekit sent leaves the address bar; our own id stays, for a reload.
    history.replaceState(null, '', `?scalekit_txn=${loginRequest.txn}`);
    element('notice').textContent = loginRequest.notice;
    element('notice').hidden = false;
    element('pending').hidden = false;
    element('sign-in-again').hidden = !loginRequest.reauthenticate;
    const until = new Date(loginRequest.expiresAt);
    const time = document.querySelector('#pending time');
    time.dateTime = loginRequest.expiresAt;
    time.textContent = until.toLocaleTimeString([], { timeStyle: 'short' });
    countDown();
  }
} catch (error) {
  show('login');
  refused(error);
}
