import { signInAgainText } from '../../login-request/pending-login.js';
import { html } from '../../pages/html.js';
import { layout } from '../../pages/layout.js';

/** The shell: the script fills in what it fetches. */
export function singlePage(): string {
  return layout({
    title: 'Sign in by fetch',
    narrow: true,
    scripts: ['/login-styles/single-page/app.js'],
    content: html`<noscript><p class="alert">This page needs JavaScript.</p></noscript>
      <section class="card" id="login" hidden>
        <h1>Sign in by fetch</h1>
        <p class="soft">A page with a script that keeps a bearer token in memory.</p>
        <p class="hint" id="sign-in-again" hidden>${signInAgainText}</p>
        <p class="alert" role="alert" id="problem" hidden></p>
        <form method="post">
          <label for="email">E-mail address</label>
          <input id="email" name="email" type="email" autocomplete="username" required />
          <label for="password">Password</label>
          <input
            id="password"
            name="password"
            type="password"
            autocomplete="current-password"
            required
          />
          <p class="scalekit-notice" role="note" id="notice" hidden></p>
          <button class="wide">Sign in</button>
        </form>
        <div class="apart" id="pending" hidden>
          <button class="quiet" type="button" id="cancel">Cancel</button>
          <p class="soft small">
            Your AI app waits until <time></time> (<span role="timer" id="left"></span>).
          </p>
        </div>
      </section>
      <section class="card" id="expired" role="alert" hidden>
        <h1>Your AI app no longer waits</h1>
        <p>Start again from your AI app.</p>
        <p class="small"><a href="/login-styles/single-page">Sign in without connecting it</a></p>
      </section>
      <section class="card" id="over" role="alert" hidden>
        <h1>This was cancelled</h1>
        <p>Nothing was connected. To connect after all, begin anew there, in your AI app.</p>
        <p class="small"><a href="/login-styles/single-page">Sign in without connecting it</a></p>
      </section>
      <section class="card" id="home" hidden>
        <h1 tabindex="-1"></h1>
        <p id="profile"></p>
        <p class="soft small">The token is in this page's memory: a reload forgets it.</p>
      </section>`,
  });
}
