import type { LoginRequestDetails } from '../details/login-request-details.js';
import { LoginRequestExpiredError } from '../errors/federation-errors.js';
import { LoginRequest } from '../login-request/login-request.js';
import { isUsable, type LoginRequestRecord } from '../login-request/login-request-record.js';
import {
  checkLoginRequest,
  type LoginRequestParameters,
} from '../login-request/parse-login-request.js';
import { defaultConnection } from '../options/resolved-options.js';

/** A login request as this module captured it, or as the caller carried it. */
export type LoginRequestLike = LoginRequest | (LoginRequestParameters & { connection?: string });

/** What Scalekit is told of, and where. */
export interface LoginRequestParts extends LoginRequestParameters {
  readonly connection: string;
  readonly details: LoginRequestDetails | undefined;
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
    return { loginRequestId, state, connection, txn: undefined, details: undefined };
  }
  return usableParts(LoginRequest.recordOf(request));
}

/** @throws LoginRequestExpiredError */
export function usableParts(record: LoginRequestRecord): LoginRequestParts {
  if (!isUsable(record, Date.now())) throw new LoginRequestExpiredError();
  const { loginRequestId, state, connection, txn, details } = record;
  return { loginRequestId, state, connection, txn, details };
}
