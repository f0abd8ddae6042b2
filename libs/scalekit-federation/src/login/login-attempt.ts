import type { ExecutionContext } from '@nestjs/common';
import type { LoginEnding } from '../decorators/login-ending.js';
import type { HttpExchange } from '../http/http-exchange.js';
import type { UserWatch } from './user-watch.js';
import type { LoginRequest } from './login-request.js';

/** What our RelayState said, and the hash that it is known by. */
export interface RelayedLogin {
  readonly txn: string;
  readonly connection: string;
  readonly hash: string;
}

/** What one request to a federation route has shown so far. Plain logins have none. */
export interface LoginAttempt {
  readonly context: ExecutionContext;
  readonly exchange: HttpExchange;
  /** How it can end, by the services of this app. */
  readonly ending: LoginEnding;
  /**
   * The transaction that the request names: in its body, in its URL, or as the end of a round trip
   * to an identity provider that began with a proven request.
   */
  named: { readonly txn: string; readonly from: 'body' | 'url' | 'round trip' } | undefined;
  /** A SAML answer whose transaction cookie stayed behind, because it came as a cross-site POST. */
  relay?: RelayedLogin;
  /** The login request that is captured or named, as handlers see it. */
  loginRequest: LoginRequest | undefined;
  /** The body brought something to sign in with, beside our field. */
  readonly bringsInput: boolean;
  /** Tells whom the route's own guards or its handler signed in. */
  userWatch?: UserWatch;
}

const flows = new WeakMap<object, LoginAttempt>();

export function attemptOf(request: unknown): LoginAttempt | undefined {
  return typeof request === 'object' && request !== null ? flows.get(request) : undefined;
}

export function beginAttempt(request: object, flow: LoginAttempt): void {
  flows.set(request, flow);
}
