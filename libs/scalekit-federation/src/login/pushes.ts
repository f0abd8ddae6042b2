import { Inject, Injectable } from '@nestjs/common';
import { IdentityClaims } from '../claims/identity-claims.js';
import { SharedClaims } from '../claims/shared-claims.js';
import {
  LoginDeniedError,
  LoginNeededError,
  type FederationError,
} from '../errors/federation-errors.js';
import { asFederationError } from '../errors/federation-internal.error.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import type { PushResult } from '../scalekit/push-result.js';
import { RejectionLimit } from '../scalekit/rejection-limit.js';
import { ScalekitClients } from '../scalekit/scalekit-clients.js';
import type { ScalekitClient } from '../scalekit/scalekit.client.js';
import { toWire, type FederatedUser } from '../user/federated-user.js';
import { AuditLog } from './audit-log.js';
import type { LoginRequestParts } from './login-request.js';
import { PolicyCheck } from './policy-check.js';
import type { SignedIn } from './signed-in-by.js';

/** What the log says of a push. */
type About = Pick<LoginRequestParts, 'connection' | 'txn'> & {
  readonly sub?: string | undefined;
};

/** Tells Scalekit how a login request ended: once, by one identity, as the policy allows, and into the log. */
@Injectable()
export class Pushes {
  private readonly claims: IdentityClaims<PushResult>;
  private readonly rejections = new RejectionLimit();

  constructor(
    @Inject(FEDERATION_OPTIONS) { store }: ResolvedOptions,
    private readonly clients: ScalekitClients,
    private readonly policy: PolicyCheck,
    private readonly audit: AuditLog,
  ) {
    this.claims = new IdentityClaims(store && new SharedClaims(store));
  }

  /** Throws as `FederationService.pushUser` does. */
  push(parts: LoginRequestParts, user: FederatedUser, by: SignedIn): Promise<PushResult> {
    const { sub } = user;
    const key = this.keyOf(parts);
    return this.told('handed off', { ...parts, sub }, async (client) => {
      // What has been handed off is not decided again: a second press gets the same answer.
      if (!this.claims.isAnswered(key, sub)) await this.decide(parts, user, by);
      return this.claims.login(key, sub, () => client.push(parts.loginRequestId, toWire(user)));
    });
  }

  /** Throws as `FederationService.rejectLogin` does. */
  reject(parts: LoginRequestParts): Promise<PushResult> {
    const key = this.keyOf(parts);
    return this.told('rejected', parts, (client) =>
      this.claims.cancel(key, () => this.rejections.run(() => client.reject(parts.loginRequestId))),
    );
  }

  /**
   * Why the push would want another login first, for who can be told at once. Every other objection
   * comes up at the push.
   */
  async loginNeeded(
    parts: LoginRequestParts,
    user: FederatedUser,
    by: SignedIn,
  ): Promise<LoginNeededError | undefined> {
    try {
      await this.policy.check(parts, user, by);
      return undefined;
    } catch (error) {
      return error instanceof LoginNeededError ? error : undefined;
    }
  }

  private async decide(parts: LoginRequestParts, user: FederatedUser, by: SignedIn): Promise<void> {
    try {
      await this.policy.check(parts, user, by);
    } catch (error) {
      if (error instanceof LoginDeniedError) {
        // The log names the person's denial first, and then the cancel that comes of it.
        this.failed(error, { ...parts, sub: user.sub });
        error.isTold = await this.tellOfDenial(parts);
      }
      throw error;
    }
  }

  /** @returns whether Scalekit has taken it; why it has not is in the log */
  private async tellOfDenial(parts: LoginRequestParts): Promise<boolean> {
    try {
      await this.reject(parts);
      return true;
    } catch {
      return false;
    }
  }

  private async told(
    event: 'handed off' | 'rejected',
    { connection, txn, sub }: About,
    tell: (client: ScalekitClient) => Promise<PushResult>,
  ): Promise<PushResult> {
    try {
      const result = await tell(this.clients.of(connection).client);
      const { authRequestId } = result;
      this.audit.write(event, { connection, txn, sub, authRequestId });
      return result;
    } catch (error) {
      throw this.failed(error, { connection, txn, sub });
    }
  }

  private failed(error: unknown, { connection, txn, sub }: About): FederationError {
    const failure = asFederationError(error);
    this.audit.failed(failure, { connection, txn, sub });
    return failure;
  }

  /** Two environments may share a store. */
  private keyOf({ connection, loginRequestId }: LoginRequestParts): string {
    const { environmentUrl, connectionId } = this.clients.of(connection).connection;
    return `${environmentUrl}/${connectionId}/${loginRequestId}`;
  }
}
