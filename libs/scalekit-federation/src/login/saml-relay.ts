import { Inject, Injectable } from '@nestjs/common';
import { LoginRequestExpiredError } from '../errors/federation-errors.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { Answer } from '../http/answer.js';
import type { HttpExchange } from '../http/http-exchange.js';
import type { RelayedLogin } from './login-attempt.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { readFederatedUser } from '../user/read-federated-user.js';
import type { FederatedUser } from '../user/federated-user.js';
import { FederationUrls } from '../login-request/federation-urls.js';
import { SealedCookies } from '../cookies/sealed-cookies.js';
import { LoginRequestCookies } from '../login-request/login-request-cookies.js';
import { isUsable } from '../login-request/login-request-record.js';
import { isInSession } from './confirmation.js';
import { isFreshTrip } from './fresh-trip.js';
import { HandOff } from './hand-off.js';

const maxAgeSeconds = 60;

/**
 * A SAML answer is a cross-site POST, and Lax cookies do not come with it. So the user who signed in
 * (or that nobody did) is sealed into a cookie of a minute, and a redirect to a GET brings the login request along
 * (SameSite=None would bring it along for everybody else, too).
 */
@Injectable()
export class Relay {
  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    private readonly sealed: SealedCookies,
    private readonly cookies: LoginRequestCookies,
    private readonly urls: FederationUrls,
    private readonly handOff: HandOff,
  ) {}

  /**
   * Answers the POST.
   *
   * @param how.confirm of the route, if it says so itself
   * @param how.signedInAt when the identity provider says that the person signed in
   */
  async leave(
    exchange: HttpExchange,
    { txn, connection, hash }: RelayedLogin,
    outcome: FederatedUser | 'rejected',
    {
      confirm = this.options.confirm,
      signedInAt,
    }: { confirm?: ResolvedOptions['confirm'] | undefined; signedInAt?: number | undefined } = {},
  ): Promise<Answer> {
    const ofSession = await isInSession(this.options, exchange.request);
    const kept = { connection, hash, ofSession, confirm, signedInAt };
    const whole = JSON.stringify({ ...kept, outcome });
    // A user who is too large for a cookie is left to the app's session and the continue page.
    const text = SealedCookies.fits(whole) ? whole : JSON.stringify(kept);
    this.sealed.set(exchange, keyOf(txn), text, maxAgeSeconds);
    return { kind: 'redirect', location: this.urls.relayUrl(exchange.request, txn) };
  }

  /**
   * Answers the GET: proven if the trip began with a proven request.
   *
   * @throws LoginRequestExpiredError unless both cookies are here and belong together, and what a push throws
   */
  async arrive(exchange: HttpExchange): Promise<Answer> {
    const [txn = '', ...more] = exchange.query.getAll('scalekit_txn');
    const relayed = this.sealed.open(exchange).find(({ key }) => key === keyOf(txn));
    const record = more.length === 0 ? this.cookies.find(exchange, txn) : undefined;
    if (!relayed || !record || !isUsable(record, Date.now())) {
      throw new LoginRequestExpiredError();
    }
    this.sealed.clear(exchange, relayed.key);
    const kept = JSON.parse(relayed.text) as Record<string, unknown>;
    const { connection, hash, ofSession, confirm, outcome } = kept;
    const { trip } = record;
    if (trip?.hash !== hash || record.connection !== connection) {
      throw new LoginRequestExpiredError();
    }
    if (outcome === 'rejected') {
      return this.handOff.giveUp(exchange, record, 'given_up');
    }
    if (outcome === undefined) {
      return { kind: 'redirect', location: this.urls.continueUrl(exchange.request, txn) };
    }
    const user = readFederatedUser(outcome);
    const asked = { ...record, ofSession: ofSession === true };
    const proven = trip?.proven === true;
    const signedInAt = typeof kept['signedInAt'] === 'number' ? kept['signedInAt'] : undefined;
    const fresh = isFreshTrip(trip, signedInAt);
    const why = confirm === 'always' ? confirm : 'unproven';
    return proven && confirm === 'unproven'
      ? this.handOff.complete(exchange, asked, user, { proven, fresh })
      : this.handOff.ask(exchange, asked, user, { proven, fresh, why });
  }
}

/** No txn has a dot in it. */
function keyOf(txn: string): string {
  return `${txn}.relay`;
}
