import { Inject, Injectable } from '@nestjs/common';
import { LoginRequestExpiredError } from '../errors/federation-errors.js';
import type { Answer } from '../http/answer.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { decideHandOff } from './decide-hand-off.js';
import { isProvenLogin, unprovenReason, type LoginFacts } from './proven-login.js';
import { FederationService } from '../push/federation.service.js';
import { isFreshTrip } from './fresh-trip.js';
import { HandOff } from './hand-off.js';
import type { LoginAttempt, SucceededLogin } from './login-attempt.js';
import { LoginRequestCookies } from '../login-request/login-request-cookies.js';
import { LoginRequest } from '../login-request/login-request.js';
import { UnprovenLog } from './login-warnings.js';

/** Decides what a login leads to that has succeeded: a hand-off, the question on the continue page, or nothing. */
@Injectable()
export class SignedInStep {
  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    private readonly federation: FederationService,
    private readonly cookies: LoginRequestCookies,
    private readonly handOff: HandOff,
    private readonly unproven: UnprovenLog,
  ) {}

  /** @returns undefined when the login is a plain one */
  async answerTo(
    attempt: LoginAttempt,
    { principal, result, confirm: ofRoute }: SucceededLogin,
  ): Promise<Answer | undefined> {
    const { exchange, ticket, bringsInput, arrived } = attempt;
    const confirm = ofRoute ?? this.options.confirm;
    const { method, headers } = exchange.request;
    // What this very request captured, it named in its URL.
    const named = attempt.named?.from ?? (attempt.loginRequest && 'url');
    const live = named ? [] : this.cookies.live(exchange);
    const facts: LoginFacts = {
      method,
      headers,
      named,
      ticket,
      bringsInput,
      namedIsUsable: attempt.loginRequest !== undefined,
      live: live.length,
      confirm,
    };
    const decision = decideHandOff(facts);
    if (decision === 'leave') {
      if (live.length > 0 && method === 'POST') this.unproven.unnamed(attempt.route);
      return undefined;
    }
    const [only] = live;
    const record = attempt.loginRequest ? LoginRequest.recordOf(attempt.loginRequest) : only;
    if (decision === 'expired' || record === undefined) throw new LoginRequestExpiredError();

    const user = this.federation.toFederatedUser(principal, {
      connection: record.connection,
      request: exchange.request,
    });
    const proven = isProvenLogin(facts);
    // A form with what one signs in with is fresh by itself. A route that always asks is for tokens, though,
    // and those are as old as they are.
    const fresh = arrived
      ? isFreshTrip(record.trip, arrived.signedInAt)
      : proven && ofRoute !== 'always';
    if (decision === 'hand off') {
      return this.handOff.complete(exchange, record, user, { principal, proven, fresh, result });
    }
    const isListed = attempt.frontEnd !== undefined;
    this.unproven.tell(attempt.route, unprovenReason({ ...facts, isListed }));
    return this.handOff.ask(exchange, record, user, {
      principal,
      proven,
      fresh,
      result,
      why: confirm,
    });
  }
}
