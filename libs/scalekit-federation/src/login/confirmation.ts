import { Inject, Injectable } from '@nestjs/common';
import { EventRecorder } from '../events/event-recorder.js';
import type { Answer } from '../http/answer.js';
import type { HttpExchange, PlatformRequest } from '../http/http-exchange.js';
import { attemptOf } from './login-attempt.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import type { FederatedUser } from '../user/federated-user.js';
import { FederationUrls } from '../login-request/federation-urls.js';
import { LoginRequestCookies } from '../login-request/login-request-cookies.js';
import {
  factsOf,
  tooLarge,
  type LoginRequestRecord,
} from '../login-request/login-request-record.js';
import { scriptAnswer } from '../http/script-answer.js';
import { awaitApp } from '../errors/app-function.js';
import { requestUser } from '../options/federation-options.js';
import { Tickets } from '../login-request/tickets.js';
import { FederationLogger } from '../log/federation-logger.js';

/** Why and how somebody is asked. */
export interface Question {
  /** They have signed in for this very login request. */
  readonly fresh: boolean;
  readonly why: 'unproven' | 'always' | 'organization';
  /** What a script is answered beside. */
  readonly result?: unknown;
}

/** Puts a login off until the person has said on the continue page that it is meant. */
@Injectable()
export class Confirmation {
  private readonly logger = new FederationLogger();

  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    private readonly cookies: LoginRequestCookies,
    private readonly tickets: Tickets,
    private readonly urls: FederationUrls,
    private readonly events: EventRecorder,
  ) {}

  /** The way to the continue page: this app's own, so a redirect is always followed. */
  async ask(
    exchange: HttpExchange,
    record: LoginRequestRecord,
    user: FederatedUser,
    { fresh, why, result }: Question,
  ): Promise<Answer> {
    const continueUrl = await this.keep(exchange, record, user, fresh);
    this.events.record('asked', { ...factsOf(record), sub: user.sub, reason: why });
    if (exchange.isForScript) {
      return scriptAnswer(result, { redirectTo: continueUrl });
    }
    return { kind: 'redirect', location: continueUrl };
  }

  /**
   * Seals the user beside the login request: in its cookie, or for a front end in the address of the
   * continue page. One that is too large for that is left to the session.
   *
   * @param fresh the user has signed in for this very login request
   * @returns where the continue page is
   */
  async keep(
    exchange: HttpExchange,
    { switchAccount: _done, ofSession = false, fresh: _login, ...rest }: LoginRequestRecord,
    user: FederatedUser,
    fresh: boolean,
  ): Promise<string> {
    const { request } = exchange;
    // Whoever signs in anew is not held to the session of the last one.
    const wasInSession = ofSession && attemptOf(request) === undefined;
    const inSession = wasInSession || (await isInSession(this.options, request));
    const record = { ...rest, ...(inSession && { ofSession: true }), ...(fresh && { fresh }) };
    const { details: _asked, ...withoutDetails } = record;
    // Whose account it is counts for more than what can be asked once more.
    const fitting = [record, withoutDetails].find((one) => this.cookies.fits({ ...one, user }));
    if (fitting === undefined) {
      this.logger.warn(
        'The mapped user is larger than the 3 KB that a cookie holds; the continue page takes the account from the session. Map fewer custom attributes, groups or roles.',
      );
      return this.keepFitting(exchange, record, tooLarge);
    }
    return this.keepFitting(exchange, fitting, user);
  }

  private keepFitting(
    exchange: HttpExchange,
    record: LoginRequestRecord,
    user: FederatedUser | typeof tooLarge,
  ): string {
    const { request } = exchange;
    if (attemptOf(request)?.frontEnd) {
      const ticket = this.tickets.withAccount(record, user);
      return this.urls.continueUrl(request, ticket, { absolute: true });
    }
    this.cookies.save(exchange, { ...record, user });
    return this.urls.continueUrl(request, record.txn);
  }
}

/**
 * Whether the app's session knows somebody, so that an account that is sealed now ends with it.
 *
 * By default the current user is `request.user`, and on a route of the app that is whom its guard has
 * just checked, in apps that have tokens and no session, too. There only Passport's session says that
 * one began; on our own pages, which have no guards, `request.user` can have come from nothing else.
 */
export async function isInSession(
  { currentUser }: Pick<ResolvedOptions, 'currentUser'>,
  request: PlatformRequest,
): Promise<boolean> {
  const isAmbiguous = currentUser === requestUser && attemptOf(request) !== undefined;
  if (isAmbiguous) return Boolean(passportUser(request));
  return Boolean(await awaitApp('currentUser', () => currentUser(request)));
}

function passportUser(request: object): unknown {
  const { session } = request as { session?: { passport?: { user?: unknown } | null } | null };
  return session?.passport?.user;
}
