import { LoginRequestExpiredError } from '../errors/federation-errors.js';
import { defaultConnection } from '../options/resolved-options.js';
import { isUsable } from './login-request-record.js';
import { LoginRequest } from './login-request.js';
import { checkLoginRequest, type LoginRequestParameters } from './parse-login-request.js';

/** A login request as this module captured it, or as the caller carried it. */
export type LoginRequestLike = LoginRequest | (LoginRequestParameters & { connection?: string });

/** What Scalekit is told of, and where. */
export interface LoginRequestParts extends LoginRequestParameters {
  readonly connection: string;
  readonly txn: string | undefined;
}

/**
 * Read once, before the push: what Scalekit has accepted does not expire on the way back.
 *
 * @throws LoginRequestInvalidError, LoginRequestExpiredError
 */
export function partsOf(request: LoginRequestLike): LoginRequestParts {
  if (!(request instanceof LoginRequest)) {
    const { connection = defaultConnection } = request;
    const { loginRequestId, state } = checkLoginRequest(request);
    return { loginRequestId, state, connection, txn: undefined };
  }
  const record = LoginRequest.recordOf(request);
  if (!isUsable(record, Date.now())) throw new LoginRequestExpiredError();
  const { loginRequestId, state, connection, txn } = record;
  return { loginRequestId, state, connection, txn };
}
