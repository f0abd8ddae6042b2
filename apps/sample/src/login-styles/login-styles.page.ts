import type { LoginRequest } from 'nestjs-scalekit-federation';
import { demoAuthenticator, demoUsers } from '../demo/demo-data.js';
import {
  cancelLogin,
  loginRequestScripts,
  signInAgain,
  withLoginRequest,
} from '../login-request/pending-login.js';
import { html, type Html } from '../pages/html.js';
import { layout } from '../pages/layout.js';
import { demoDirectoryUser } from './directory/demo.directory.js';

interface LoginStyle {
  readonly name: string;
  readonly path: string;
  readonly text: string | Html;
  readonly account?: Html | undefined;
}

const [alice] = demoUsers;
const dana = demoUsers.find(({ id }) => id === demoAuthenticator.userId);

const loginStyles: readonly LoginStyle[] = [
  {
    name: 'Password, with a session',
    path: '/login',
    text: 'The login that this app has always had. One guard on the page, one decorator on the form’s route.',
    account: account(alice),
  },
  {
    name: 'Password, then a code',
    path: '/login-styles/totp',
    text: 'Two pages. The hidden field travels to the second one, and nobody is signed in before the code is right.',
    account: dana && html`${account(dana)}; key <code>${demoAuthenticator.secret}</code>`,
  },
  {
    name: 'Single page and bearer token',
    path: '/login-styles/single-page',
    text: 'A script fetches everything as JSON. No session: when an AI app waits, the answer says where to go.',
    account: account(alice),
  },
  {
    name: 'Sign-up in the middle',
    path: '/login-styles/sign-up',
    text: 'Who has no account yet gets one and is signed in with it, still for the same AI app.',
  },
  {
    name: 'A link by mail',
    path: '/login-styles/magic-link',
    text: 'Opened in the browser that asked, a page asks whether the AI app is meant. Opened anywhere else, it signs nobody in and shows a code for the page that waits.',
    account: alice && html`${alice.email}`,
  },
  {
    name: 'A directory, by a custom strategy',
    path: '/login-styles/directory',
    text: 'A Passport strategy of the app’s own that asks a company’s directory, as LDAP does.',
    account: account({ email: demoDirectoryUser.mail, password: demoDirectoryUser.password }),
  },
];

function account({ email, password }: { email: string; password: string }): Html {
  return html`${email} with <code>${password}</code>`;
}

/**
 * Every way to sign in.
 *
 * @param loginRequest what the page was opened with, if anything
 * @param others cards of their own: of single sign-on, and of front ends elsewhere
 */
export function loginStylesPage(
  loginRequest: LoginRequest | undefined,
  ...others: readonly (Html | undefined)[]
): string {
  return layout({
    title: 'Ways to sign in',
    scripts: loginRequestScripts(loginRequest),
    content: html`<h1>Ways to sign in</h1>
      <p class="soft">
        Each of them answers an AI app that waits. Scalekit may send people to this list, or to any
        page on it. It is there in development only.
      </p>
      ${signInAgain(loginRequest)}
      ${loginRequest && html`<p class="scalekit-notice" role="note">${loginRequest.notice}</p>`}
      ${loginStyles.map((style) => card(style, loginRequest))} ${others}
      <section class="card" aria-labelledby="signed-in">
        <h2 id="signed-in">Signed in already</h2>
        <p>
          Sign in first, then connect from your AI app. Who is signed in already sees no form: a
          page asks whether this account is meant, and offers <em>Continue</em>,
          <em>Not you?</em> and <em>Cancel</em>.
        </p>
      </section>
      ${cancelLogin(loginRequest)}`,
  });
}

function card({ name, path, text, account }: LoginStyle, loginRequest: LoginRequest | undefined) {
  return html`<section class="card">
    <h2><a href="${withLoginRequest(path, loginRequest)}">${name}</a></h2>
    <p>${text}</p>
    ${account && html`<p class="soft">${account}</p>`}
  </section>`;
}
