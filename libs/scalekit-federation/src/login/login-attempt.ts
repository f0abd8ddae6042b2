import type { HttpExchange } from '../http/http-exchange.js';
import type { FrontEndPage } from '../login-request/login-request-record.js';
import type { LoginRequest } from '../login-request/login-request.js';
import type { UserWatch } from './user-watch.js';

/** What our RelayState said, and the hash that it is known by. */
export interface RelayedLogin {
  readonly txn: string;
  readonly connection: string;
  readonly hash: string;
}

/** What one HTTP request to a login route has shown so far. Plain logins have none. */
export interface LoginAttempt {
  readonly exchange: HttpExchange;
  /** `Controller.method`, for the log. */
  readonly route: string;
  /**
   * The login request that the request names: in its body, in its URL, or as the end of a trip to an
   * identity provider that began with a proven request.
   */
  named: { readonly txn: string | undefined; readonly from: 'body' | 'url' | 'trip' } | undefined;
  /** The login request came by a ticket instead of a cookie: the page's own, or another one's. */
  readonly ticket: 'own' | 'of another page' | undefined;
  /** The page of a listed front end whose script sent this: it is given tickets and absolute URLs. */
  readonly frontEnd: FrontEndPage | undefined;
  /** A SAML answer whose cookie stayed behind, because it came as a cross-site POST. */
  relay?: RelayedLogin;
  /** A trip to an identity provider has ended here, and when the provider says that the person signed in. */
  arrived?: { readonly signedInAt: number | undefined } | undefined;
  /** The login request that is captured or named, as handlers see it. */
  loginRequest: LoginRequest | undefined;
  /** The body brought something to sign in with, beside our field. */
  readonly bringsInput: boolean;
  /** Whether a guard looks for a login request to capture. */
  isLoginPage: boolean;
  /** What becomes of it is decided: somebody signed in, left for an identity provider, or gave up. */
  isDecided?: boolean;
  /** Tells whom the route's own guards or its handler signed in. */
  users?: UserWatch;
}

/** A login as its route has ended it. */
export interface SucceededLogin {
  /** Who signed in. */
  readonly principal: unknown;
  /** What a script is answered. */
  readonly result: unknown;
  /** Of the route, if it says so itself. */
  readonly confirm?: 'unproven' | 'always' | undefined;
}

/** A property of the request, and no table beside it: whoever wraps a request passes these on. */
const key = Symbol.for('scalekit-federation:login-attempt');

export function attemptOf(request: unknown): LoginAttempt | undefined {
  return typeof request === 'object' && request !== null
    ? (Reflect.get(request, key) as LoginAttempt | undefined)
    : undefined;
}

export function setAttempt(request: object, attempt: LoginAttempt): void {
  Object.defineProperty(request, key, { value: attempt, configurable: true });
}
