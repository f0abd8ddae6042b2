import { Inject, Injectable } from '@nestjs/common';
import { LoginRequestExpiredError } from '../errors/federation-errors.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import { isProvenPost } from '../login/decide-hand-off.js';
import { HandOff } from '../login/hand-off.js';
import { jsonWithRedirect } from '../http/json-with-redirect.js';
import { Relay } from '../login/saml-relay.js';
import type { Answer } from '../http/answer.js';
import { expectsJson, expectsPage, isDocumentNavigation } from '../http/caller.js';
import type { HttpExchange } from '../http/http-exchange.js';
import { LoginRequest } from '../login/login-request.js';
import { LoginRequestFactory } from '../login/login-request.factory.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { Pages } from '../pages/pages.js';
import { FederationUrls } from '../login/federation-urls.js';
import type { LoginAttempt } from '../login/login-attempt.js';
import { LoginRequestCookies } from '../login/login-request-cookies.js';
import { isUsable } from '../login/login-request-record.js';
import { hashOf, parseRelayState, returnedState, sentState } from './returned-state.js';
import type { StrategyAnswer } from './strategy-answer.js';

/** Ties a trip to an identity provider to the login request that it began for. */
@Injectable()
export class SsoTrips {
  readonly #returned = new WeakSet<LoginAttempt>();

  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    @Inject(LoginRequestCookies) private readonly cookies: LoginRequestCookies,
    @Inject(HandOff) private readonly handOff: HandOff,
    @Inject(LoginRequestFactory) private readonly loginRequests: LoginRequestFactory,
    @Inject(Relay) private readonly relay: Relay,
    @Inject(FederationUrls) private readonly paths: FederationUrls,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  /**
   * Finds the login request that a trip began for, by the state that came back; else the one that a
   * trip may begin for: the named or captured one, or the only one of this browser.
   */
  resume(exchange: HttpExchange, flow: LoginAttempt): void {
    const state = returnedState(exchange);
    if (state !== undefined && this.find(exchange, flow, state)) {
      this.#returned.add(flow);
      return;
    }
    // A SAML answer is a cross-site POST: the cookie stays behind, and only RelayState says which one.
    const relay = state && parseRelayState(state, this.options.connections.keys());
    if (relay) flow.relay = { ...relay, hash: hashOf(state) };
    if (flow.named !== undefined || flow.loginRequest !== undefined) return;
    const [only, ...more] = this.cookies.live(exchange);
    if (only && more.length === 0 && isDocumentNavigation(exchange.request.headers)) {
      flow.loginRequest = this.loginRequests.of(exchange, only);
    }
  }

  /**
   * Seals the state that a strategy sends along into the login request, and sends the browser on its way.
   *
   * @throws LoginRequestExpiredError if the trip would begin for one that is over
   */
  begin(exchange: HttpExchange, flow: LoginAttempt, answer: StrategyAnswer): Answer {
    const { named, loginRequest } = flow;
    if (named !== undefined && loginRequest === undefined) throw new LoginRequestExpiredError();
    const state = sentState(answer);
    const hash = hashOf(state);
    // Where trips look alike, the one that began last counts.
    for (const { roundTrip, ...transaction } of this.cookies.all(exchange)) {
      if (roundTrip?.hash === hash) this.cookies.save(exchange, transaction);
    }
    if (loginRequest !== undefined) {
      const { method, headers } = exchange.request;
      const proven = state !== undefined && isProvenPost({ named: named?.from, method, headers });
      const transaction = LoginRequest.recordOf(loginRequest);
      this.cookies.save(exchange, { ...transaction, roundTrip: { hash, proven } });
    }
    return this.wayOut(exchange, answer);
  }

  /** Somebody has been authenticated. A strategy without `state` can only have ended the last trip. */
  arrive(exchange: HttpExchange, flow: LoginAttempt): void {
    if (flow.named === undefined && flow.relay === undefined && flow.loginRequest === undefined) {
      this.find(exchange, flow, undefined);
    }
  }

  /** @returns undefined when the refusal is the app's to answer */
  async refuse(
    exchange: HttpExchange,
    flow: LoginAttempt,
    onFailure: 'retry' | 'reject',
  ): Promise<Answer | undefined> {
    const { relay, loginRequest } = flow;
    // Without the state of its trip, anybody's link to the callback could give a login request up.
    if (onFailure === 'reject') {
      if (relay) return this.relay.leave(exchange, relay, 'rejected');
      if (loginRequest && this.#returned.has(flow))
        return this.handOff.giveUp(exchange, loginRequest);
    }
    const txn = loginRequest?.txn ?? relay?.txn;
    if (txn === undefined) return undefined;
    return { kind: 'redirect', location: this.paths.loginUrl(exchange.request, txn) };
  }

  private find(exchange: HttpExchange, flow: LoginAttempt, state: string | undefined): boolean {
    const hash = hashOf(state);
    const transaction = this.cookies
      .all(exchange)
      .find(({ roundTrip }) => roundTrip?.hash === hash);
    if (transaction === undefined) return false;
    const from = transaction.roundTrip?.proven ? 'round trip' : 'url';
    flow.named = { txn: transaction.txn, from };
    flow.loginRequest = isUsable(transaction, Date.now())
      ? this.loginRequests.of(exchange, transaction)
      : undefined;
    return true;
  }

  /** The strategy's own answer, unless it is a redirect that its caller could not follow. */
  private wayOut({ request }: HttpExchange, answer: StrategyAnswer): Answer {
    const { method, headers } = request;
    const location = answer.headers['location'];
    if (location !== undefined && expectsJson(headers)) return jsonWithRedirect({}, location);
    // A redirect that follows a form post is held to the login page's CSP `form-action`.
    if (location !== undefined && method !== 'GET' && expectsPage(headers)) {
      return this.pages.wayOut(request, location);
    }
    return { kind: 'raw', ...answer };
  }
}
