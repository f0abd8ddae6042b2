import { Injectable } from '@nestjs/common';
import { LoginDeniedError } from '../errors/federation-errors.js';
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
    const wire = toWire(user);
    try {
      return await this.settle(parts, user.sub, async (client) => {
        await this.policy.check(parts, user, by);
        return client.push(parts.loginRequestId, wire);
      });
    } catch (error) {
      if (error instanceof LoginDeniedError) error.isTold = await this.tellOfDenial(parts);
      throw error;
    }
  }

  /** Throws as `FederationService.rejectLogin` does. */
  reject(parts: LoginRequestParts): Promise<PushResult> {
    return this.settle(parts, rejection, (client) =>
      this.rejections.run(() => client.reject(parts.loginRequestId)),
    );
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
