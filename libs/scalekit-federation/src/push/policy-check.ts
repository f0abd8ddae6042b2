import { Inject, Injectable } from '@nestjs/common';
import type { LoginRequestDetails } from '../details/login-request-details.js';
import type { PolicyLogin } from '../details/login-policy.js';
import {
  LoginDeniedError,
  LoginNeededError,
  PolicyUnavailableError,
} from '../errors/federation-errors.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import type { FederatedUser } from '../user/federated-user.js';
import { decided } from './decided.js';
import { DetailsLookup } from '../login-request/details-lookup.js';
import type { LoginRequestParts } from './login-request-parts.js';
import { judgePolicy } from './judge-policy.js';
import type { SignedIn } from './signed-in-by.js';

/** Asks the app's `policy` before a push. */
@Injectable()
export class PolicyCheck {
  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    private readonly lookup: DetailsLookup,
  ) {}

  /** Returns where the push may go on. @throws LoginDeniedError, LoginNeededError, PolicyUnavailableError */
  async check(request: LoginRequestParts, user: FederatedUser, by: SignedIn): Promise<void> {
    const { policy } = this.options;
    if (policy === undefined) return;
    const details = await this.wholeDetails(request);
    const { fresh, principal } = by;
    const { client, scopes, resource } = details ?? {};
    const { connection } = request;
    const login: PolicyLogin = { principal, user, client, scopes, resource, fresh, connection };
    const decision = await decided('policy', () => policy(login));
    const verdict = judgePolicy(decision, { ...by, isKnown: scopes !== undefined });
    switch (verdict.kind) {
      case 'push':
        return;
      case 'sign in':
        throw new LoginNeededError(verdict.reason);
      case 'deny':
        throw new LoginDeniedError(verdict.reason, verdict.message);
      case 'no decision':
        throw new PolicyUnavailableError(
          "policy() answered neither 'allow' nor 'reauthenticate' nor { deny: 'why' }",
        );
    }
  }

  /** What is sealed may be nothing, or leave scopes out: then it is asked once more. */
  private async wholeDetails({
    loginRequestId,
    connection,
    details,
  }: LoginRequestParts): Promise<Partial<LoginRequestDetails> | undefined> {
    if (details !== undefined && details.moreScopes === 0) return details;
    const whole = await this.lookup.ask(loginRequestId, connection);
    if (whole !== undefined || details === undefined) return whole;
    const { client, resource } = details;
    return resource === undefined ? { client } : { client, resource };
  }
}
