import { allow, askAgain, askForConsent } from '../consent/consent-routes.js';
import type { Consents } from '../consent/consents.js';
import { answerApi } from '../api/answer-api.js';
import type { Environment, ResolvedSettings } from '../environment/environment.js';
import type { AuthorizationServer } from '../oauth/authorization-server.js';
import { errorPage } from '../pages/error-page.js';
import type { Exchange, Reply } from '../server/exchange.js';
import type { Route } from '../server/router.js';
import { isSameBrowser } from './browser-binding.js';
import { isExpired, notesOf, type LoginRequest, type LoginRequests } from './login-request.js';
import { parseUser } from './parse-user.js';
import { pushUser } from './push.js';

/** The two calls of bring-your-own-auth: the backend's push, and the browser's way back. */
export function loginRequestRoutes(
  environment: Environment,
  requests: LoginRequests,
  consents: Consents,
  server: AuthorizationServer,
): Route[] {
  return [
    {
      step: 'push',
      method: 'POST',
      path: /^\/api\/v1\/connections\/(?<connection>[^/]+)\/auth-requests\/(?<request>[^/]+)\/user$/,
      summary: 'The backend says who signed in, or that the login failed',
      recall: ({ params }) => {
        const begun = requests.findById(params['request'] ?? '');
        return begun && notesOf(begun);
      },
      handle: ({ request, params, body, notes }) => {
        const { connection = '', request: loginRequestId = '' } = params;
        return answerApi(async () => {
          await server.backendTokens.authenticate(request.headers.authorization);
          const user = parseUser(body, environment.settings);
          const pushed = pushUser(environment, requests, connection, loginRequestId, user);
          Object.assign(notes, notesOf(pushed));
          return pushAnswer(environment.settings, pushed);
        });
      },
    },
    {
      step: 'callback',
      method: 'GET',
      path: /^\/sso\/v1\/connections\/(?<connection>[^/]+)\/partner:callback$/,
      summary: 'The browser comes back from the app’s login',
      recall: (exchange) => {
        const request = requestCalledBack(exchange, requests);
        return request && notesOf(request);
      },
      handle: (exchange) => {
        const request = requestCalledBack(exchange, requests);
        if (!request) return invalidState();
        return takeCallback(exchange, request, environment, consents, server);
      },
    },
  ];
}

/** By its `state`, which has to come once and through the connection that it went out by. */
function requestCalledBack(
  { params, url }: Exchange,
  requests: LoginRequests,
): LoginRequest | undefined {
  const states = url.searchParams.getAll('state');
  const request = states.length === 1 ? requests.findByState(states[0] ?? '') : undefined;
  return request?.connectionId === params['connection'] ? request : undefined;
}

function pushAnswer(
  { pushResponse }: ResolvedSettings,
  { authRequestId }: LoginRequest,
): Record<string, string> {
  if (pushResponse === 'empty') return {};
  return pushResponse === 'camelCase' ? { authRequestId } : { auth_request_id: authRequestId };
}

function takeCallback(
  exchange: Exchange,
  request: LoginRequest,
  { settings }: Environment,
  consents: Consents,
  server: AuthorizationServer,
): Reply | Promise<Reply> {
  if (request.spent) return askAgain(exchange, consents, request) ?? invalidState();
  if (isExpired(request)) return invalidState();
  if (settings.callbackBinding === 'browser' && !isSameBrowser(exchange, request)) {
    return invalidState();
  }
  if (!request.user) {
    request.spent = settings.earlyCallback === 'burn';
    return errorPage(
      400,
      'login_required',
      'Your app has not told Scalekit yet who signed in. Finish the login there first.',
    );
  }
  request.spent = true;
  if (request.user.login_failed) {
    const error = settings.loginFailedError;
    const reason = 'the login failed or was cancelled';
    return server.finish(exchange, request, { allow: false, error, reason });
  }
  const allowedBefore = settings.consent === 'once' && server.grants.consents.covers(request);
  return settings.consent === 'auto' || allowedBefore
    ? allow(exchange, request, server)
    : askForConsent(consents, request);
}

function invalidState(): Reply {
  return errorPage(
    400,
    'invalid_state',
    'This login has expired, was used already, or never began. Start again from your AI app.',
  );
}
