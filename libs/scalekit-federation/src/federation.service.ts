import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from './audit/audit-log.js';
import {
  EmailNotVerifiedError,
  FederationError,
  LoginRequestExpiredError,
} from './errors/federation-errors.js';
import { FEDERATION_OPTIONS } from './federation.tokens.js';
import { IdentityClaims } from './hand-off/identity-claims.js';
import { LoginRequest } from './login-request/login-request.js';
import {
  checkLoginRequest,
  type LoginRequestParameters,
} from './login-request/parse-login-request.js';
import { defaultConnection, type ResolvedOptions } from './options/resolved-options.js';
import { toWire, type FederatedUser, type FederatedUserInput } from './principal/federated-user.js';
import { readFederatedUser } from './principal/read-federated-user.js';
import { ScalekitClients } from './scalekit/scalekit-clients.js';
import type { PushResult } from './scalekit/scalekit.client.js';
import { callbackUrl } from './scalekit/scalekit-urls.js';
import { isUsable } from './transaction/transaction.js';

/** A login request as this module captured it, or as the caller carried it. */
export type LoginRequestLike = LoginRequest | (LoginRequestParameters & { connection?: string });

/** Where the browser goes next. */
export interface CompletedLogin extends PushResult {
  readonly callbackUrl: string;
}

/** Stands for "nobody": no `sub` is empty. */
const rejection = '';

/**
 * The hand-off, for whoever drives it by hand. Every rule holds except that nobody here knows whether
 * the login was meant for the login request: that is the caller's to prove.
 */
@Injectable()
export class FederationService {
  private readonly claims = new IdentityClaims();

  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    @Inject(ScalekitClients) private readonly clients: ScalekitClients,
    @Inject(AuditLog) private readonly audit: AuditLog,
  ) {}

  /**
   * The backend's own access token, from the cache or from Scalekit.
   *
   * @throws ScalekitRejectedError when the credentials are refused, ScalekitUnavailableError
   */
  async getAccessToken(connection: string = defaultConnection): Promise<string> {
    return this.clients.of(connection).client.getAccessToken();
  }

  /**
   * Maps a principal with the connection's mapper and checks the result.
   *
   * @throws PrincipalInvalidError that lists every problem; EmailNotVerifiedError
   */
  toFederatedUser(
    principal: unknown,
    context: { connection?: string; request?: unknown } = {},
  ): FederatedUser {
    const { connection = defaultConnection, request } = context;
    const { mapPrincipal } = this.clients.of(connection).connection;
    const user = readFederatedUser(mapPrincipal(principal, { connection, request }));
    if (this.options.requireVerifiedEmail && user.emailVerified !== true) {
      throw new EmailNotVerifiedError();
    }
    return user;
  }

  /**
   * Tells Scalekit who signed in. The same user again gets the same answer without a second push.
   *
   * @throws LoginRequestTakenError when somebody else has answered; LoginRequestExpiredError,
   *   LoginRequestInvalidError, PrincipalInvalidError, ScalekitRejectedError, ScalekitUnavailableError
   */
  async pushUser(
    request: LoginRequestLike,
    user: FederatedUser | FederatedUserInput,
  ): Promise<PushResult> {
    const checked = readFederatedUser(user);
    return this.answer(partsOf(request), checked.sub, toWire(checked));
  }

  /** Tells Scalekit that the login failed or was cancelled. Throws as `pushUser` does. */
  async rejectLogin(request: LoginRequestLike): Promise<PushResult> {
    return this.answer(partsOf(request), rejection, { login_failed: true });
  }

  /**
   * Where the browser goes after a successful push, and only then.
   *
   * @param state Scalekit's, unchanged
   */
  buildCallbackUrl(state: string, connection: string = defaultConnection): string {
    return callbackUrl(this.clients.of(connection).connection, state);
  }

  /** Pushes the user and names the way back. Throws as `pushUser` does. */
  async completeLogin(
    request: LoginRequestLike,
    user: FederatedUser | FederatedUserInput,
  ): Promise<CompletedLogin> {
    const checked = readFederatedUser(user);
    const parts = partsOf(request);
    const { authRequestId } = await this.answer(parts, checked.sub, toWire(checked));
    const callbackUrl = this.buildCallbackUrl(parts.state, parts.connection);
    return authRequestId === undefined ? { callbackUrl } : { callbackUrl, authRequestId };
  }

  private async answer(
    { loginRequestId, connection, txn }: LoginRequestParts,
    identity: string,
    wire: Record<string, unknown>,
  ): Promise<PushResult> {
    const { client, connection: target } = this.clients.of(connection);
    const sub = identity === rejection ? undefined : identity;
    try {
      const result = await this.claims.run(
        `${target.connectionId}/${loginRequestId}`,
        identity,
        () => client.push(loginRequestId, wire),
      );
      const { authRequestId } = result;
      const event = sub === undefined ? 'rejected' : 'handed off';
      this.audit.write(event, { connection, txn, sub, authRequestId });
      return result;
    } catch (error) {
      const reason = error instanceof FederationError ? error.code : 'unexpected';
      this.audit.write('refused', { connection, txn, sub, reason });
      throw error;
    }
  }
}

interface LoginRequestParts extends LoginRequestParameters {
  readonly connection: string;
  readonly txn: string | undefined;
}

/**
 * Read once, before the push: what Scalekit has accepted does not expire on the way back.
 *
 * @throws LoginRequestInvalidError, LoginRequestExpiredError
 */
function partsOf(request: LoginRequestLike): LoginRequestParts {
  if (!(request instanceof LoginRequest)) {
    const { connection = defaultConnection } = request;
    const { loginRequestId, state } = checkLoginRequest(request);
    return { loginRequestId, state, connection, txn: undefined };
  }
  const transaction = LoginRequest.transactionOf(request);
  if (!isUsable(transaction, Date.now())) throw new LoginRequestExpiredError();
  const { loginRequestId, state, connection, txn } = transaction;
  return { loginRequestId, state, connection, txn };
}
