import { cookieOf, sameToken } from '../server/cookies.js';
import type { Exchange } from '../server/exchange.js';
import type { LoginRequest } from './login-request.js';

/** Where the cookies go that a callback reads. */
export const callbackPath = '/sso/v1/connections';

const cookieName = 'scalekit_emulator_login';

/** Ties a login request to the browser that began it; its path leaves localhost's other ports alone. */
export function bindingCookie({ loginRequestId, browserToken }: LoginRequest): string {
  const name = `${cookieName}_${loginRequestId}`;
  return `${name}=${browserToken}; Path=${callbackPath}; HttpOnly; SameSite=Lax; Max-Age=3600`;
}

export function isSameBrowser(
  { request }: Exchange,
  { loginRequestId, browserToken }: LoginRequest,
): boolean {
  return sameToken(cookieOf(request, `${cookieName}_${loginRequestId}`), browserToken);
}
