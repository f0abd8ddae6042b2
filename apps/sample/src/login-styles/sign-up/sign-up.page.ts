import type { LoginRequest } from 'nestjs-scalekit-federation';
import {
  cancelLogin,
  loginRequestFields,
  loginRequestScripts,
  withLoginRequest,
} from '../../login-request/pending-login.js';
import { html, type Html } from '../../pages/html.js';
import { layout } from '../../pages/layout.js';
import type { SignUpForm, SignUpProblems } from './sign-up-form.js';

interface SignUpPage {
  readonly loginRequest?: LoginRequest | undefined;
  /** What was typed; the password is never sent back. */
  readonly typed?: Readonly<Record<string, unknown>>;
  readonly problems?: SignUpProblems;
}

/** A new account for a new company. */
export function signUpPage({ loginRequest, typed = {}, problems = {} }: SignUpPage): string {
  const failed = Object.keys(problems).length > 0;
  const field = (name: keyof SignUpForm, label: string, attributes: Html) =>
    labelled({ name, label, attributes, problem: problems[name], value: typed[name] });
  return layout({
    title: failed ? 'Almost there' : 'Create an account',
    narrow: true,
    scripts: loginRequestScripts(loginRequest),
    content: html`<section class="card">
      <h1>Create an account</h1>
      ${failed && html`<p class="alert" role="alert">Please look at the marked fields again.</p>`}
      <form method="post" action="/login-styles/sign-up">
        ${field('name', 'Your name', html`autocomplete="name" ${!failed && html`autofocus`}`)}
        ${field('company', 'Company', html`autocomplete="organization"`)}
        ${field('email', 'E-mail address', html`type="email" autocomplete="username"`)}
        ${field(
          'password',
          'Password',
          html`type="password" autocomplete="new-password" minlength="12"`,
        )}
        ${loginRequestFields(loginRequest)}
        <button class="wide">Create account</button>
      </form>
      ${cancelLogin(loginRequest)}
      <p class="small">
        Have an account? <a href="${withLoginRequest('/login', loginRequest)}">Sign in</a>
      </p>
    </section>`,
  });
}

function labelled(field: {
  readonly name: string;
  readonly label: string;
  readonly attributes: Html;
  readonly problem: string | undefined;
  readonly value: unknown;
}): Html {
  const { name, label, attributes, problem, value } = field;
  const typed = name !== 'password' && typeof value === 'string' && value;
  return html`<label for="${name}">${label}</label>
    ${problem && html`<p class="problem" id="${name}-problem">${problem}</p>`}
    <input
      id="${name}"
      name="${name}"
      value="${typed}"
      required
      ${attributes}
      ${problem && html`aria-invalid="true" aria-describedby="${name}-problem" autofocus`}
    />`;
}
