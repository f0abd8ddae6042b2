// What the page shows: one section at a time.
export const element = (id) => document.getElementById(id);

/** Whoever listens to the page is told by its heading that it is another one now. */
export function show(id) {
  for (const section of document.querySelectorAll('main section')) section.hidden = true;
  element(id).hidden = false;
  element(id).querySelector('h1[tabindex]')?.focus();
}

export function setText(id, text) {
  element(id).textContent = text;
  element(id).hidden = false;
}

export function showLogin({ notice, expiresAt } = {}) {
  element('origin').textContent = location.host;
  if (notice) {
    setText('notice', notice);
    element('pending').hidden = false;
    const time = document.querySelector('#pending time');
    time.dateTime = expiresAt.toISOString();
    time.textContent = expiresAt.toLocaleTimeString([], { timeStyle: 'short' });
  }
  show('login');
  element('email').focus();
}

export function showOver(message) {
  setText('reason', message);
  show('over');
}

/** The login has succeeded, and the AI app does not know yet. */
export function showNotHandedOff({ error, message, continueUrl }, name) {
  setText('why', message);
  element('code').textContent = error;
  document.querySelector('#not-handed-off .name').textContent = name;
  element('again').hidden = continueUrl === undefined;
  if (continueUrl !== undefined) element('again').href = continueUrl;
  show('not-handed-off');
}

export function showHome({ name, email, organization }) {
  document.querySelector('#home h1').textContent = `Hello, ${name}`;
  element('profile').textContent = `${email}, ${organization}`;
  show('home');
}
