import { signInAgainText } from '../../login-request/pending-login.js';
import { html } from '../../pages/html.js';
import { layout } from '../../pages/layout.js';

/**
 * The page of a front end elsewhere. Its script fills in what it fetches.
 *
 * @param appUrl of the backend
 */
export function frontEndPage(appUrl: string): string {
  return layout({
    title: 'Sign in from elsewhere',
    narrow: true,
    scripts: ['/front-end.client.js'],
    content: html`<noscript
        ><p class="alert">
          This page signs people in by script, so it needs JavaScript. Switch it on and load the
          page again to connect your AI app. Just to sign in, use the
          <a href="${appUrl}/login">page that needs none</a>.
        </p></noscript
      >
      <div id="front-end" data-backend="${appUrl}">
        <section class="card" id="login" hidden>
          <h1>Sign in from elsewhere</h1>
          <p class="soft">
            A front end of its own, <span id="origin"></span>. It signs you in at ${appUrl}, and
            keeps a bearer token in memory.
          </p>
          <p class="hint" id="sign-in-again" hidden>${signInAgainText}</p>
          <p class="alert" role="alert" id="problem" hidden></p>
          <form>
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
          <div id="known" hidden>
            <button class="wide quiet" type="button" id="continue"></button>
          </div>
          <div class="apart" id="pending" hidden>
            <button class="quiet" type="button" id="cancel">Cancel</button>
            <p class="soft small">Your AI app waits until <time></time>.</p>
          </div>
        </section>
        <section class="card" id="over" hidden>
          <h1 tabindex="-1">This sign-in can't go on</h1>
          <p class="alert" role="alert" id="reason"></p>
          <p>Start again from your AI app.</p>
          <p class="small"><a href="/">Sign in without connecting it</a></p>
        </section>
        <section class="card" id="not-handed-off" hidden>
          <h1 tabindex="-1">Signed in, but not connected</h1>
          <p class="alert" role="alert" id="why"></p>
          <p><a class="button wide" id="again">Try again</a></p>
          <p class="soft small">
            <span class="name"></span>, you need not sign in again for it. The code of this error is
            <code id="code"></code>.
          </p>
        </section>
        <section class="card" id="home" hidden>
          <h1 tabindex="-1"></h1>
          <p id="profile"></p>
          <p class="soft small">
            The token is in this page's memory: a reload forgets it. Leave the page open, and it
            tells this front end's other tabs who is signed in.
          </p>
        </section>
      </div>`,
  });
}
