import { LoginStoppedError } from '../begin-login/login-stopped.error.js';
import { findMcpServer } from '../environment/find-mcp-server.js';
import type { Environment } from '../environment/environment.js';
import { authLog } from '../journal/auth-log.js';
import type { Journal } from '../journal/journal.js';
import { errorPage } from '../pages/error-page.js';
import { byLoopbackName } from '../server/by-loopback-name.js';
import { cookieOf } from '../server/cookies.js';
import { redirect, type Exchange, type Reply } from '../server/exchange.js';
import type { Route } from '../server/router.js';
import { isSameOrigin } from '../server/same-origin.js';
import { triedLoginPage } from './tried-login-page.js';
import type { TriedLogin, TriedLogins } from './tried-logins.js';

const scopes = ['openid', 'profile', 'email'];

/**
 * The emulator plays an AI app for a person: no page of another origin begins a login, and only the browser that began
 * one sees what came of it. They are no part of what the journal watches; the requests that the played app sends are.
 */
export function tryLoginRoutes(
  environment: Environment,
  journal: Journal,
  logins: TriedLogins,
): Route[] {
  const routes: Route[] = [
    {
      method: 'POST',
      path: /^\/try$/,
      summary: 'Try a login: plays an AI app for the person at the home page',
      handle: (exchange) => begin(exchange, environment, logins),
    },
    {
      method: 'GET',
      path: /^\/try\/(?<id>[^/]+)\/callback$/,
      summary: 'Where the played app gets its answer',
      handle: async (exchange) => {
        const login = findLogin(exchange, logins);
        if (!login) return notYours();
        await logins.finish(login, exchange.url.href);
        // The code leaves the address, and a reload shows the page again.
        return redirect(`/try/${login.id}`);
      },
    },
    {
      method: 'GET',
      path: /^\/try\/(?<id>[^/]+)$/,
      summary: 'What the played app got, and every step that led there',
      handle: (exchange) => {
        const login = findLogin(exchange, logins);
        if (!login) return notYours();
        const steps = authLog(journal.entries()).find(
          ({ clientId }) => clientId === login.client.clientId,
        );
        return triedLoginPage(environment, login, steps);
      },
    },
  ];
  return routes.map((route) => ({
    ...route,
    handle: byLoopbackName((exchange) => route.handle(exchange)),
  }));
}

async function begin(
  { request, body }: Exchange,
  environment: Environment,
  logins: TriedLogins,
): Promise<Reply> {
  if (!isSameOrigin(request)) {
    return errorPage(403, 'access_denied', `Press the button at ${environment.url}.`);
  }
  const wanted = new URLSearchParams(body).get('resource') ?? undefined;
  try {
    const login = await logins.begin(findMcpServer(environment, wanted));
    return redirect(login.client.authorizeUrl(scopes), {
      'set-cookie': `${cookieName}=${login.browserToken}; Path=/try/${login.id}; HttpOnly; SameSite=Lax`,
    });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const status = error instanceof LoginStoppedError ? 502 : 400;
    return errorPage(status, 'invalid_request', error.message);
  }
}

const cookieName = 'scalekit_emulator_try';

function findLogin({ request, params }: Exchange, logins: TriedLogins): TriedLogin | undefined {
  return logins.find(params['id'] ?? '', cookieOf(request, cookieName));
}

function notYours(): Reply {
  return errorPage(
    404,
    'not_found',
    'No login was begun here in this browser, or the emulator has been started anew since. Begin another at the home page.',
  );
}
