import type { LoginRequest } from '../login-request/login-request.js';
import { attemptOf } from '../login/login-attempt.js';

/**
 * The login request that a trip to an identity provider begins or ends for, as strategies can ask
 * for it, which know nothing but the request. Undefined for a plain login.
 *
 * @example
 * ```ts
 * // SAML has no parameter for "another account, please" but ForceAuthn, an option of the strategy.
 * new MultiSamlStrategy({ getSamlOptions: (request, done) =>
 *   done(null, { ...saml, forceAuthn: wantsForm(loginRequestOf(request)) }) }, …)
 * const wantsForm = (asked?: LoginRequest) => Boolean(asked?.switchAccount || asked?.reauthenticate);
 * ```
 */
export function loginRequestOf(request: object): LoginRequest | undefined {
  return attemptOf(request)?.loginRequest;
}
