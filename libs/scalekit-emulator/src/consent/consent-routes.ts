import type { Environment } from '../environment/environment.js';
import { notesOf, type LoginRequest } from '../login-request/login-request.js';
import type { AuthorizationServer } from '../oauth/authorization-server.js';
import { errorPage } from '../pages/error-page.js';
import { cookieOf, sameToken } from '../server/cookies.js';
import { redirect, type Exchange, type Reply } from '../server/exchange.js';
import type { Route } from '../server/router.js';
import { consentPage } from './consent-page.js';
import type { Consent, Consents } from './consents.js';

const path = /^\/consent\/(?<id>[^/]+)$/;
const cookieName = 'scalekit_emulator_consent';

export function consentRoutes(
  environment: Environment,
  consents: Consents,
  server: AuthorizationServer,
): Route[] {
  return [
    {
      step: 'consent',
      summary: 'The consent page',
      method: 'GET',
      path,
      handle: (exchange) => {
        const consent = findConsent(exchange, consents);
        return consent ? consentPage(environment, consent) : notAsked();
      },
    },
    {
      step: 'consent',
      summary: 'Allow or Deny',
      method: 'POST',
      path,
      handle: (exchange) => {
        const consent = findConsent(exchange, consents);
        const form = new URLSearchParams(exchange.body);
        const action = form.get('action');
        if (!consent) return notAsked();
        if (!sameToken(form.get('csrf') ?? undefined, consent.formToken)) return notFromThePage();
        if (action !== 'allow' && action !== 'deny') return notFromThePage();
        consents.close(consent);
        return action === 'allow'
          ? allow(exchange, consent.request, server)
          : server.finish(exchange, consent.request, {
              allow: false,
              error: 'access_denied',
              reason: 'the user denied the request',
            });
      },
    },
  ];
}

/** Moves the browser to the question. The cookie is Lax and has one path, so localhost's other ports keep theirs. */
export function askForConsent(consents: Consents, request: LoginRequest): Reply {
  const { id, browserToken } = consents.ask(request);
  return redirect(`/consent/${id}`, {
    'set-cookie': `${cookieName}=${browserToken}; Path=/consent/${id}; HttpOnly; SameSite=Lax`,
  });
}

export function allow(
  exchange: Exchange,
  request: LoginRequest,
  server: AuthorizationServer,
): Promise<Reply> {
  return server.finish(exchange, request, { allow: true, sub: request.user?.sub ?? '' });
}

function findConsent(exchange: Exchange, consents: Consents): Consent | undefined {
  const { request, params, notes } = exchange;
  const consent = consents.find(params['id'] ?? '', cookieOf(request, cookieName));
  if (consent) Object.assign(notes, notesOf(consent.request));
  return consent;
}

function notAsked(): Reply {
  return errorPage(
    400,
    'invalid_request',
    'This question was answered already, or was asked in another browser. Start again from your AI app.',
  );
}

function notFromThePage(): Reply {
  return errorPage(403, 'invalid_request', 'Answer by one of the two buttons of the page.');
}
