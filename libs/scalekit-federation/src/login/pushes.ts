import { Injectable } from '@nestjs/common';
import {
  LoginDeniedError,
  LoginNeededError,
  type FederationError,
} from '../errors/federation-errors.js';
import { asFederationError } from '../errors/federation-internal.error.js';
import type { PushResult } from '../scalekit/push-result.js';
import { RejectionLimit } from '../scalekit/rejection-limit.js';
import { ScalekitClients } from '../scalekit/scalekit-clients.js';
import type { ScalekitClient } from '../scalekit/scalekit.client.js';
import { toWire, type FederatedUser } from '../user/federated-user.js';
import { AuditLog } from './audit-log.js';
import { IdentityClaims } from './identity-claims.js';
import type { LoginRequestParts } from './login-request.js';
import { PolicyCheck } from './policy-check.js';
import type { SignedIn } from './signed-in-by.js';

/** Stands for "nobody": no `sub` is empty. */
const rejection = '';

/** Tells Scalekit how a login request ended: once, by one identity, as the policy allows, and into the log. */
@Injectable()
export class Pushes {
  private readonly claims = new IdentityClaims();
  private readonly rejections = new RejectionLimit();

  constructor(
    private readonly clients: ScalekitClients,
    private readonly policy: PolicyCheck,
    private readonly audit: AuditLog,
  ) {}

  /** Throws as `FederationService.pushUser` does. */
  async push(parts: LoginRequestParts, user: FederatedUser, by: SignedIn): Promise<PushResult> {
    const { sub } = user;
    // What has been handed off is not decided again: a second press gets the same answer.
    if (!this.claims.isAnswered(this.keyOf(parts), sub)) await this.decide(parts, user, by);
    const wire = toWire(user);
    return this.settle(parts, sub, (client) => client.push(parts.loginRequestId, wire));
  }

  /** Throws as `FederationService.rejectLogin` does. */
  reject(parts: LoginRequestParts): Promise<PushResult> {
    return this.settle(parts, rejection, (client) =>
      this.rejections.run(() => client.reject(parts.loginRequestId)),
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
      const failure = this.failed(error, parts, user.sub);
      if (failure instanceof LoginDeniedError) failure.isTold = await this.tellOfDenial(parts);
      throw failure;
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

  private async settle(
    parts: LoginRequestParts,
    identity: string,
    tell: (client: ScalekitClient) => Promise<PushResult>,
  ): Promise<PushResult> {
    const { connection, txn } = parts;
    const { client } = this.clients.of(connection);
    const sub = identity === rejection ? undefined : identity;
    try {
      const result = await this.claims.run(this.keyOf(parts), identity, () => tell(client));
      const { authRequestId } = result;
      const event = sub === undefined ? 'rejected' : 'handed off';
      this.audit.write(event, { connection, txn, sub, authRequestId });
      return result;
    } catch (error) {
      throw this.failed(error, parts, sub);
    }
  }

  private failed(
    error: unknown,
    { connection, txn }: LoginRequestParts,
    sub: string | undefined,
  ): FederationError {
    const failure = asFederationError(error);
    this.audit.failed(failure, { connection, txn, sub });
    return failure;
  }

  private keyOf({ connection, loginRequestId }: LoginRequestParts): string {
    return `${this.clients.of(connection).connection.connectionId}/${loginRequestId}`;
  }
}
