/**
 * Why a request may not pass, in the words of RFC 6750 section 3.1. The message goes to the client;
 * it holds no claim's value and no part of the token.
 */
export abstract class BearerError extends Error {
  abstract readonly status: 401 | 403;
  abstract readonly code?: 'invalid_token' | 'insufficient_scope';

  /** @param scope what the client should ask for, where that is more than what opens this server */
  constructor(
    message: string,
    readonly scope?: string,
  ) {
    super(message);
  }
}

/** No token came. RFC 6750 wants no error code then. */
export class MissingTokenError extends BearerError {
  override readonly name = 'MissingTokenError';
  readonly status = 401;
  declare readonly code?: never;
}

/** The token is forged, expired, made for somebody else, or not a user's. */
export class InvalidTokenError extends BearerError {
  override readonly name = 'InvalidTokenError';
  readonly status = 401;
  readonly code = 'invalid_token';
}

/** The user did not grant what this server asks for. */
export class InsufficientScopeError extends BearerError {
  override readonly name = 'InsufficientScopeError';
  readonly status = 403;
  readonly code = 'insufficient_scope';
}
