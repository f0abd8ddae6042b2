import { Inject, Injectable } from '@nestjs/common';
import { ConnectedApps } from './connected-apps.js';
import { EmailNotVerifiedError } from '../errors/federation-errors.js';
import { callApp } from '../errors/app-function.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import { byHand, type HandOffBasis } from './signed-in-by.js';
import { Pushes } from './pushes.js';
import { partsOf, type LoginRequestLike } from './login-request-parts.js';
import { defaultConnection, type ResolvedOptions } from '../options/resolved-options.js';
import type { FederatedUser, FederatedUserInput } from '../user/federated-user.js';
import { readFederatedUser } from '../user/read-federated-user.js';
import { ScalekitClients } from '../scalekit/scalekit-clients.js';
import type { ConnectedApp } from '../scalekit/consents.js';
import type { PushResult } from '../scalekit/push-result.js';
import { callbackUrl } from '../scalekit/scalekit-urls.js';

/** Where the browser goes next. */
export interface CompletedLogin extends PushResult {
  readonly callbackUrl: string;
}

/**
 * The hand-off, for whoever drives it by hand. Every rule holds except that nobody here knows whether
 * the login was meant for the login request: that is the caller's to prove.
 */
@Injectable()
export class FederationService {
  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    private readonly clients: ScalekitClients,
    private readonly pushes: Pushes,
    private readonly connectedApps: ConnectedApps,
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
   *   FederationInternalError; with a `policy` LoginDeniedError (Scalekit hears of it),
   *   LoginNeededError, PolicyUnavailableError
   */
  async pushUser(
    request: LoginRequestLike,
    user: FederatedUser | FederatedUserInput,
    basis: HandOffBasis = {},
  ): Promise<PushResult> {
    const checked = readFederatedUser(user);
    return this.pushes.push(partsOf(request), checked, byHand(basis));
  }

  /**
   * Tells Scalekit that the login failed or was cancelled. Never tried again by itself.
   *
   * @throws TooManyRejectionsError beside what `pushUser` throws
   */
  async rejectLogin(request: LoginRequestLike): Promise<PushResult> {
    return this.pushes.reject(partsOf(request), 'by_hand');
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
    basis: HandOffBasis = {},
  ): Promise<CompletedLogin> {
    const checked = readFederatedUser(user);
    const parts = partsOf(request);
    const { authRequestId } = await this.pushes.push(parts, checked, byHand(basis));
    const callbackUrl = this.buildCallbackUrl(parts.state, parts.connection);
    return authRequestId === undefined ? { callbackUrl } : { callbackUrl, authRequestId };
  }

  /**
   * The AI apps that a person has connected to the MCP server of `resourceId`. All pages are read.
   *
   * @param sub of the person, as it was pushed; compared as a whole
   * @param options.connection required where several are configured
   * @throws FederationConfigurationError without `resourceId`; PrincipalInvalidError for an empty `sub`;
   *   ScalekitRejectedError, ScalekitUnavailableError
   */
  async listConnectedApps(
    sub: string,
    { connection }: { connection?: string } = {},
  ): Promise<ConnectedApp[]> {
    return this.connectedApps.list(sub, connection);
  }

  /**
   * Disconnects what a person has connected: the consent and its refresh tokens end. An access token
   * that an app holds lives on until it expires. Nothing keeps the person from connecting again: that
   * is what `policy` is for. Where it throws half-way, call it again.
   *
   * @param sub of the person, as it was pushed; compared as a whole
   * @param id of one connected app; all of that person's without it. Another person's is not found
   * @param options.connection required where several are configured
   * @returns what was disconnected
   * @throws as `listConnectedApps` does
   */
  async disconnectApps(
    sub: string,
    id?: string,
    { connection }: { connection?: string } = {},
  ): Promise<ConnectedApp[]> {
    return this.connectedApps.disconnect(sub, id, connection);
  }
}
