import type { ExecutionContext } from '@nestjs/common';
import type { LoginEnding } from '../hand-off/login-ending.js';
import type { HttpExchange } from '../http/http-exchange.js';
import type { RelayedLogin } from '../hand-off/relay.js';
import type { LoginRequest } from '../login-request/login-request.js';

/** What one request to a federation route has shown so far. Plain logins have none. */
export interface LoginFlow {
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
  /** Whether guards or the handler of this request set `request.user`. */
  assignedUser: () => boolean;
}

const flows = new WeakMap<object, LoginFlow>();

export function flowOf(request: unknown): LoginFlow | undefined {
  return typeof request === 'object' && request !== null ? flows.get(request) : undefined;
}

export function beginFlow(request: object, flow: LoginFlow): void {
  flows.set(request, flow);
}

/**
 * Notices when `request.user` is set from now on. What middleware restored from a session before is
 * not somebody who signs in; a guard that sets the very same object again is.
 */
export function watchUser(request: object): () => boolean {
  let user: unknown = Reflect.get(request, 'user');
  const before = user;
  const isFixed = Object.getOwnPropertyDescriptor(request, 'user')?.configurable === false;
  if (isFixed) return () => isSomebody(Reflect.get(request, 'user'), before);
  let assigned = false;
  Object.defineProperty(request, 'user', {
    configurable: true,
    enumerable: true,
    get: () => user,
    set: (value: unknown) => {
      user = value;
      assigned = true;
    },
  });
  return () => assigned && isSomebody(user);
}

function isSomebody(user: unknown, before?: unknown): boolean {
  return user !== undefined && user !== null && user !== false && user !== before;
}
