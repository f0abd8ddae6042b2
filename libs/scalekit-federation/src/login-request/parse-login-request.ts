import { LoginRequestInvalidError } from '../errors/federation-errors.js';

/** What Scalekit sends to the login page, as it sent it. */
export interface LoginRequestParameters {
  readonly loginRequestId: string;
  readonly state: string;
}

/** The id becomes part of a privileged URL: nothing that a URL parser could take for structure. */
const loginRequestIdPattern = /^[A-Za-z0-9_-]{1,128}$/;

/** RFC 6749 appendix A.5: state is %x20-7E. */
const statePattern = /^[\x20-\x7e]{1,1024}$/;

/**
 * Reads a login request from the query of the login page.
 *
 * @returns undefined when there is none; `state` alone belongs to the app's own OAuth
 * @throws LoginRequestInvalidError when there is one, and it is not exactly what Scalekit sends
 */
export function parseLoginRequest(query: URLSearchParams): LoginRequestParameters | undefined {
  const ids = query.getAll('login_request_id');
  if (ids.length === 0 && !hasBrackets(query, 'login_request_id')) return undefined;
  const states = query.getAll('state');
  if (
    ids.length > 1 ||
    states.length > 1 ||
    hasBrackets(query, 'login_request_id') ||
    hasBrackets(query, 'state')
  ) {
    throw new LoginRequestInvalidError('a parameter is repeated');
  }
  const [loginRequestId] = ids;
  const [state] = states;
  if (state === undefined) throw new LoginRequestInvalidError('state is missing');
  return checkLoginRequest({ loginRequestId: loginRequestId ?? '', state });
}

/** @throws LoginRequestInvalidError unless both parts pass the allow-list */
export function checkLoginRequest(parameters: LoginRequestParameters): LoginRequestParameters {
  const { loginRequestId, state } = parameters;
  if (typeof loginRequestId !== 'string' || !loginRequestIdPattern.test(loginRequestId)) {
    throw new LoginRequestInvalidError('login_request_id is malformed');
  }
  if (typeof state !== 'string' || !statePattern.test(state)) {
    throw new LoginRequestInvalidError('state is malformed');
  }
  return { loginRequestId, state };
}

function hasBrackets(query: URLSearchParams, name: string): boolean {
  return [...query.keys()].some((key) => key.startsWith(`${name}[`));
}
