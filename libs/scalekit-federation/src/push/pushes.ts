import { Injectable } from '@nestjs/common';
import {
  LoginDeniedError,
  LoginNeededError,
  type FederationError,
} from '../errors/federation-errors.js';
import { asFederationError } from '../errors/federation-internal.error.js';
import { EventRecorder } from '../events/event-recorder.js';
import type { EventFacts, RejectionReason } from '../events/federation-event.js';
import type { PushResult } from '../scalekit/push-result.js';
import { RejectionLimit } from '../scalekit/rejection-limit.js';
import { ScalekitClients } from '../scalekit/scalekit-clients.js';
import { Tracing } from '../telemetry/tracing.js';
import { toWire, type FederatedUser } from '../user/federated-user.js';
import { LoginClaims } from './login-claims.js';
import { factsOf } from '../login-request/login-request-record.js';
import type { LoginRequestParts } from './login-request-parts.js';
import { PolicyCheck } from './policy-check.js';
import { seenPush } from './seen-push.js';
import type { SignedIn } from './signed-in-by.js';

/** Tells Scalekit how a login request ended: once, by one identity, as the policy allows. */
@Injectable()
export class Pushes {
  private readonly rejections = new RejectionLimit();

  constructor(
    private readonly claims: LoginClaims,
    private readonly clients: ScalekitClients,
    private readonly policy: PolicyCheck,
    private readonly events: EventRecorder,
    private readonly tracing: Tracing,
  ) {}

  /**
   * Throws as `FederationService.pushUser` does.
   *
   * @param startedAt by `performance.now()`: since when the person waits
   */
  async push(
    parts: LoginRequestParts,
    user: FederatedUser,
    by: SignedIn,
    startedAt = performance.now(),
  ): Promise<PushResult> {
    const { sub } = user;
    const { client, key } = this.of(parts);
    const facts = { ...factsOf(parts), sub };
    try {
      // What has been handed off is not decided again: a second press gets the same answer.
      const isRepeated = this.claims.isAnswered(key, sub);
      if (!isRepeated) await this.decide(parts, user, by);
      const body = toWire(user);
      const push = seenPush(this.tracing, 'handedOff', parts, () =>
        client.push(parts.loginRequestId, body, startedAt),
      );
      const { result, attempts, ms } = await this.claims.login(key, sub, push);
      const figures = isRepeated ? { reason: 'again' } : { attempts, ms };
      this.events.record('handedOff', { ...facts, ...result, ...figures });
      return result;
    } catch (error) {
      throw this.failed(error, facts);
    }
  }

  /** Throws as `FederationService.rejectLogin` does. */
  async reject(parts: LoginRequestParts, reason: RejectionReason): Promise<PushResult> {
    const { client, key } = this.of(parts);
    const facts = factsOf(parts);
    const startedAt = performance.now();
    const reject = seenPush(this.tracing, 'rejected', parts, () =>
      client.reject(parts.loginRequestId, startedAt),
    );
    let isSent = false;
    const send = () => {
      isSent = true;
      return this.rejections.run(reject);
    };
    try {
      const { result, ms } = await this.claims.cancel(key, send);
      const figures = isSent ? { reason, ms } : { reason: 'again' };
      this.events.record('rejected', { ...facts, ...result, ...figures });
      return result;
    } catch (error) {
      throw this.failed(error, facts);
    }
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
        // The log has the person's denial first, and then the rejection that comes of it.
        this.failed(error, { ...factsOf(parts), sub: user.sub });
        error.isTold = await this.tellOfDenial(parts);
      }
      throw error;
    }
  }

  /** @returns whether Scalekit has taken it; why it has not is in the log */
  private async tellOfDenial(parts: LoginRequestParts): Promise<boolean> {
    return this.reject(parts, 'denied').then(
      () => true,
      () => false,
    );
  }

  private failed(error: unknown, facts: EventFacts): FederationError {
    const failure = asFederationError(error);
    this.events.failed(failure, facts);
    return failure;
  }

  private of(parts: LoginRequestParts) {
    const { client } = this.clients.of(parts.connection);
    return { client, key: this.claims.keyOf(parts) };
  }
}
