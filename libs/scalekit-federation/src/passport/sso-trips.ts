import { Inject, Injectable } from '@nestjs/common';
import { LoginRequestExpiredError } from '../errors/federation-errors.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import { isProvenPost } from '../login/proven-login.js';
import { HandOff } from '../login/hand-off.js';
import { Relay } from '../login/saml-relay.js';
import type { Answer } from '../http/answer.js';
import { isDocumentNavigation } from '../http/caller.js';
import type { HttpExchange } from '../http/http-exchange.js';
import { LoginRequest } from '../login-request/login-request.js';
import { LoginRequestFactory } from '../login-request/login-request.factory.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { Pages } from '../pages/pages.js';
import { FederationUrls } from '../login-request/federation-urls.js';
import type { LoginAttempt } from '../login/login-attempt.js';
import { LoginWarnings } from '../login/login-warnings.js';
import { LoginRequestCookies } from '../login-request/login-request-cookies.js';
import { isUsable } from '../login-request/login-request-record.js';
import { asksAnew } from './asked-anew.js';
import { authTimeOf } from './auth-time.js';
import { hashOf, parseRelayState, returnedState, sentState } from './returned-state.js';
import type { StrategyAnswer } from './strategy-answer.js';
import { wayOut } from './way-out.js';

/** Ties a trip to an identity provider to the login request that it began for. */
@Injectable()
export class SsoTrips {
  readonly #returned = new WeakSet<LoginAttempt>();

  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    private readonly cookies: LoginRequestCookies,
    private readonly handOff: HandOff,
    private readonly factory: LoginRequestFactory,
    private readonly relay: Relay,
    private readonly urls: FederationUrls,
    private readonly pages: Pages,
    private readonly log: LoginWarnings,
  ) {}

  /**
   * Finds the login request that a trip began for, by the state that came back; else the one that a
   * trip may begin for: the named or captured one, or the only one of this browser.
   */
  resume(exchange: HttpExchange, attempt: LoginAttempt): void {
    const state = returnedState(exchange);
    if (state !== undefined && this.find(exchange, attempt, state)) {
      this.#returned.add(attempt);
      return;
    }
    // A SAML answer is a cross-site POST: the cookie stays behind, and only RelayState says which one.
    const relay = state && parseRelayState(state, this.options.connections.keys());
    if (relay) attempt.relay = { ...relay, hash: hashOf(state) };
    if (attempt.named !== undefined || attempt.loginRequest !== undefined) return;
    const [only, ...more] = this.cookies.live(exchange);
    if (only && more.length === 0 && isDocumentNavigation(exchange.request.headers)) {
      attempt.loginRequest = this.factory.of(exchange, only);
    }
  }

  /**
   * Seals the state that a strategy sends along into the login request, and sends the browser on its way.
   *
   * @throws LoginRequestExpiredError if the trip would begin for one that is over
   */
  begin(exchange: HttpExchange, attempt: LoginAttempt, answer: StrategyAnswer): Answer {
    const { named, ticket, loginRequest } = attempt;
    if (named !== undefined && loginRequest === undefined) throw new LoginRequestExpiredError();
    const state = sentState(answer);
    const hash = hashOf(state);
    // Where trips look alike, the one that began last counts.
    for (const { trip, ...record } of this.cookies.all(exchange)) {
      if (trip?.hash === hash) this.cookies.save(exchange, record);
    }
    if (attempt.frontEnd) this.log.tripOfScript(attempt.route);
    if (loginRequest !== undefined) {
      const { method, headers } = exchange.request;
      const proven =
        state !== undefined && isProvenPost({ named: named?.from, method, headers, ticket });
      const record = LoginRequest.recordOf(loginRequest);
      const askedAnewAt = asksAnew(answer) ? Date.now() : undefined;
      if (record.reauthenticate && askedAnewAt === undefined)
        this.log.tripAsksNobody(attempt.route);
      this.cookies.save(exchange, { ...record, trip: { hash, proven, askedAnewAt } });
    }
    return wayOut(exchange, answer, this.pages);
  }

  /** Somebody has been authenticated. A strategy without `state` can only have ended the last trip. */
  arrive(exchange: HttpExchange, attempt: LoginAttempt): void {
    if (
      attempt.named === undefined &&
      attempt.relay === undefined &&
      attempt.loginRequest === undefined &&
      this.find(exchange, attempt, undefined)
    ) {
      this.#returned.add(attempt);
    }
    // A strategy that reads a form goes nowhere, and what it is given says enough.
    if (!this.#returned.has(attempt) && attempt.relay === undefined) return;
    const signedInAt = authTimeOf(exchange.request);
    attempt.arrived = { signedInAt };
    if (attempt.loginRequest?.reauthenticate && signedInAt === undefined) {
      this.log.tripWithoutTime(attempt.route);
    }
  }

  /** @returns undefined when the refusal is the app's to answer */
  async refuse(
    exchange: HttpExchange,
    attempt: LoginAttempt,
    onFailure: 'retry' | 'reject',
  ): Promise<Answer | undefined> {
    const { relay, loginRequest } = attempt;
    const record = loginRequest && LoginRequest.recordOf(loginRequest);
    // Without the state of its trip, anybody's link to the callback could give a login request up.
    if (onFailure === 'reject') {
      if (relay) return this.relay.leave(exchange, relay, 'rejected');
      if (record && this.#returned.has(attempt)) {
        return this.handOff.giveUp(exchange, record, 'given_up');
      }
    }
    const { request } = exchange;
    if (record) return { kind: 'redirect', location: this.factory.loginUrl(exchange, record) };
    if (!relay) return undefined;
    // The cookie stayed behind, and a front end needs it in its ticket: our own page has both.
    const next = this.urls.loginPageOrigin ? 'continueUrl' : 'loginUrl';
    return { kind: 'redirect', location: this.urls[next](request, relay.txn) };
  }

  private find(exchange: HttpExchange, attempt: LoginAttempt, state: string | undefined): boolean {
    const hash = hashOf(state);
    const record = this.cookies.all(exchange).find(({ trip }) => trip?.hash === hash);
    if (record === undefined) return false;
    const from = record.trip?.proven ? 'trip' : 'url';
    attempt.named = { txn: record.txn, from };
    attempt.loginRequest = isUsable(record, Date.now())
      ? this.factory.of(exchange, record)
      : undefined;
    return true;
  }
}
