import type { LoginRequest } from 'nestjs-scalekit-federation';
import {
  cancelLogin,
  loginRequestFields,
  loginRequestScripts,
  signInAgain,
} from '../../login-request/pending-login.js';
import { html, type Html } from '../../pages/html.js';
import { layout } from '../../pages/layout.js';
import type { Mail } from './outbox.js';

type Pending = LoginRequest | undefined;

export function askPage(loginRequest: Pending): string {
  return card({
    title: 'Sign in by mail',
    loginRequest,
    content: html`<p class="soft">We mail you a link; no password is needed.</p>
      ${signInAgain(loginRequest)}
      <form method="post" action="/login-styles/magic-link">
        <label for="email">E-mail address</label>
        <input id="email" name="email" type="email" autocomplete="username" required autofocus />
        ${loginRequestFields(loginRequest)}
        <button class="wide">Mail me a link</button>
      </form>
      ${cancelLogin(loginRequest)}`,
  });
}

/** Waits for the link, or for the code that it shows elsewhere. */
export function waitPage(wait: {
  readonly id: string;
  readonly failed?: boolean;
  readonly loginRequest: Pending;
}): string {
  const { id, failed = false, loginRequest } = wait;
  return card({
    title: failed ? 'Wrong code' : 'Check your mail',
    loginRequest,
    content: html`<p>
        If there is an account with this address, a link is on its way. Open it in this browser.
      </p>
      ${failed && html`<p class="alert" role="alert" id="failure">That code is wrong.</p>`}
      <form method="post" action="/login-styles/magic-link/code">
        <input type="hidden" name="link" value="${id}" />
        <label for="code">Opened it somewhere else? Type the code that it shows</label>
        <input
          id="code"
          name="code"
          inputmode="numeric"
          autocomplete="one-time-code"
          pattern="\\s*\\d{3}\\s*\\d{3}\\s*"
          title="Six digits"
          required
          ${failed && html`aria-invalid="true" aria-describedby="failure" autofocus`}
        />
        ${loginRequestFields(loginRequest)}
        <button class="wide">Sign in</button>
      </form>
      ${cancelLogin(loginRequest)}
      <p class="soft small">
        For the demo: <a href="/login-styles/magic-link/outbox" target="_blank">the outbox</a>.
      </p>`,
  });
}

/** For a browser that didn't ask: it signs nobody in, and says who may have the code. */
export function codeElsewherePage(code: string): string {
  return card({
    title: 'Your code',
    content: html`<p class="code"><strong>${code.slice(0, 3)} ${code.slice(3)}</strong></p>
      <p>Type it on the page where you asked for the link. Nobody is signed in here.</p>
      <p class="alert" role="note">
        If you did not ask for it a moment ago, close this page. Tell the code to nobody: whoever
        has it signs in as you, and may connect an AI app to your account.
      </p>`,
  });
}

export function deadLinkPage(): string {
  return card({
    title: 'This link is no longer valid',
    content: html`<p>It was used already, is too old, or too many wrong codes were typed.</p>
      <p><a href="/login-styles/magic-link">Ask for a new one</a></p>`,
  });
}

export function outboxPage(mails: readonly Mail[]): string {
  return card({
    title: 'Outbox',
    content: html`<p class="soft">Mails that would have been sent, the newest first.</p>
      ${mails.length === 0 && html`<p>None yet.</p>`}
      <ul>
        ${mails.map(({ to, link }) => html`<li>To ${to}: <a href="${link}">sign in</a></li>`)}
      </ul>`,
  });
}

function card(page: {
  readonly title: string;
  readonly content: Html;
  readonly loginRequest?: Pending;
}): string {
  return layout({
    title: page.title,
    narrow: true,
    scripts: loginRequestScripts(page.loginRequest),
    content: html`<section class="card">
      <h1>${page.title}</h1>
      ${page.content}
    </section>`,
  });
}
