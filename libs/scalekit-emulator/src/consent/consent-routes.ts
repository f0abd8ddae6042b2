import type { Environment } from '../environment/environment.js';
import { callbackPath } from '../login-request/browser-binding.js';
import { notesOf, type LoginRequest } from '../login-request/login-request.js';
import type { AuthorizationServer } from '../oauth/authorization-server.js';
import { errorPage } from '../pages/error-page.js';
import { cookieOf, sameToken } from '../server/cookies.js';
import { redirect, type Exchange, type Reply } from '../server/exchange.js';
import type { Route } from '../server/router.js';
import { consentPage } from './consent-page.js';
import type { Consent, Consents } from './consents.js';

const path = /^\/consent\/(?<id>[^/]+)$/;

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

/** Moves the browser to the question. The cookies are Lax and have paths, so localhost's other ports keep theirs. */
export function askForConsent(consents: Consents, request: LoginRequest): Reply {
  const { id, browserToken } = consents.ask(request);
  const cookie = `${cookieNameOf(id)}=${browserToken}; HttpOnly; SameSite=Lax`;
  return redirect(`/consent/${id}`, {
    'set-cookie': [`/consent/${id}`, callbackPath].map((place) => `${cookie}; Path=${place}`),
  });
}

/** Who went back from the question and reaches the callback again is asked again, in the same browser only. */
export function askAgain(
  exchange: Exchange,
  consents: Consents,
  request: LoginRequest,
): Reply | undefined {
  const id = consents.idFor(request);
  const asked = id !== undefined && findConsent(exchange, consents, id);
  return asked ? redirect(`/consent/${id}`) : undefined;
}

export function allow(
  exchange: Exchange,
  request: LoginRequest,
  server: AuthorizationServer,
): Promise<Reply> {
  return server.finish(exchange, request, { allow: true, sub: request.user?.sub ?? '' });
}

function findConsent(
  { request, params, notes }: Exchange,
  consents: Consents,
  id = params['id'] ?? '',
): Consent | undefined {
  const consent = consents.find(id, cookieOf(request, cookieNameOf(id)));
  if (consent) Object.assign(notes, notesOf(consent.request));
  return consent;
}

function cookieNameOf(id: string): string {
  return `scalekit_emulator_consent_${id}`;
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
