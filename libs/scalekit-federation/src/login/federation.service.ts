import { Inject, Injectable } from '@nestjs/common';
import { AuditLog } from './audit-log.js';
import { EmailNotVerifiedError } from '../errors/federation-errors.js';
import { callApp } from '../errors/app-function.js';
import { asFederationError } from '../errors/federation-internal.error.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import { IdentityClaims } from './identity-claims.js';
import { partsOf, type LoginRequestLike, type LoginRequestParts } from './login-request.js';
import { defaultConnection, type ResolvedOptions } from '../options/resolved-options.js';
import { toWire, type FederatedUser, type FederatedUserInput } from '../user/federated-user.js';
import { readFederatedUser } from '../user/read-federated-user.js';
import { RejectionLimit } from '../scalekit/rejection-limit.js';
import { ScalekitClients } from '../scalekit/scalekit-clients.js';
import type { ScalekitClient } from '../scalekit/scalekit.client.js';
import type { PushResult } from '../scalekit/push-result.js';
import { callbackUrl } from '../scalekit/scalekit-urls.js';

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
  private readonly rejections = new RejectionLimit();

  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    private readonly clients: ScalekitClients,
    private readonly audit: AuditLog,
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
    const user = callApp('mapPrincipal', () =>
      readFederatedUser(mapPrincipal(principal, { connection, request })),
    );
    if (this.options.requireVerifiedEmail && user.emailVerified !== true) {
      throw new EmailNotVerifiedError();
    }
    return user;
  }

  /**
   * Tells Scalekit who signed in. The same user again gets the same answer without a second push.
   *
   * @throws LoginRequestTakenError when somebody else has answered; LoginRequestExpiredError,
   *   LoginRequestInvalidError, PrincipalInvalidError, ScalekitRejectedError, ScalekitUnavailableError,
   *   FederationInternalError
   */
  async pushUser(
    request: LoginRequestLike,
    user: FederatedUser | FederatedUserInput,
  ): Promise<PushResult> {
    const checked = readFederatedUser(user);
    return this.push(partsOf(request), checked);
  }

  /**
   * Tells Scalekit that the login failed or was cancelled. Never tried again by itself.
   *
   * @throws TooManyRejectionsError beside what `pushUser` throws
   */
  async rejectLogin(request: LoginRequestLike): Promise<PushResult> {
    const parts = partsOf(request);
    return this.settle(parts, rejection, (client) =>
      this.rejections.run(() => client.reject(parts.loginRequestId)),
    );
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
    const { authRequestId } = await this.push(parts, checked);
    const callbackUrl = this.buildCallbackUrl(parts.state, parts.connection);
    return authRequestId === undefined ? { callbackUrl } : { callbackUrl, authRequestId };
  }

  private push(parts: LoginRequestParts, user: FederatedUser): Promise<PushResult> {
    const wire = toWire(user);
    return this.settle(parts, user.sub, (client) => client.push(parts.loginRequestId, wire));
  }

  private async settle(
    { loginRequestId, connection, txn }: LoginRequestParts,
    identity: string,
    tell: (client: ScalekitClient) => Promise<PushResult>,
  ): Promise<PushResult> {
    const { client, connection: target } = this.clients.of(connection);
    const sub = identity === rejection ? undefined : identity;
    try {
      const result = await this.claims.run(
        `${target.connectionId}/${loginRequestId}`,
        identity,
        () => tell(client),
      );
      const { authRequestId } = result;
      const event = sub === undefined ? 'rejected' : 'handed off';
      this.audit.write(event, { connection, txn, sub, authRequestId });
      return result;
    } catch (error) {
      const failure = asFederationError(error);
      this.audit.failed(failure, { connection, txn, sub });
      throw failure;
    }
  }
}
