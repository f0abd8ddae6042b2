// The login page of a front end on another origin than its backend: what an AI app asks, it carries by
// the module's own helper.
import { loginRequest } from './nestjs-scalekit-federation/browser.js';
import { call, captureUrl } from './backend.client.js';
import { askOtherTabs, remember } from './other-tabs.client.js';
import * as view from './view.client.js';

const [form] = document.forms;
/** What an AI app waits for, if one does. */
let pending;

/** Leaves for Scalekit, or says why that has to wait; without an AI app, the page is this person's. */
async function signedIn({ accessToken, name, ...answer }) {
  remember({ accessToken, name });
  const error = pending?.finish(answer);
  if (error) return view.showNotHandedOff(error, name);
  if (answer.redirectTo === undefined) view.showHome(await call('profile', { token: accessToken }));
}

async function signIn() {
  view.element('problem').hidden = true;
  const body = { ...Object.fromEntries(new FormData(form)), ...pending?.fields };
  await signedIn(await call('login', { body }));
}

/** By the token alone, which comes by itself: the backend's continue page asks whether this is meant. */
async function goOn({ accessToken, name }) {
  const answer = await call('continue', { body: pending.fields, token: accessToken });
  const error = pending.finish(answer);
  if (error) view.showNotHandedOff(error, name);
}

async function cancel() {
  pending.finish(await call('cancel', { body: pending.fields }));
}

function refused(error) {
  if (error.code === 'login_request_expired') return view.showOver(error.message);
  view.setText(
    'problem',
    error.message === 'Unauthorized'
      ? "That e-mail address and password don't belong together. Please try again."
      : error.message,
  );
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  signIn().catch(refused);
});
view.element('cancel').addEventListener('click', () => {
  cancel().catch(refused);
});

try {
  pending = await loginRequest(captureUrl);
  view.showLogin(pending);
} catch (error) {
  view.showOver(error.message);
}

if (pending) {
  const { ticket, switchAccount, reauthenticate } = pending.loginRequest;
  // What Scalekit sent leaves the address bar; a reload exchanges the ticket for one of its own key.
  history.replaceState(null, '', `?scalekit_txn=${ticket}`);
  view.element('sign-in-again').hidden = !reauthenticate;
  // Who pressed "Not you?" wants another account, and a login anew is no token of another tab.
  if (!switchAccount && !reauthenticate) {
    askOtherTabs((known) => {
      view.setText('continue', `Continue as ${known.name}`);
      view.element('known').hidden = false;
      view.element('continue').addEventListener('click', () => {
        goOn(known).catch(refused);
      });
    });
  }
}
