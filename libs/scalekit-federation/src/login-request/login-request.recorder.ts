import { Inject, Injectable } from '@nestjs/common';
import { randomBytes } from '../cookies/random-bytes.js';
import { fitDetails } from '../details/sealed-details.js';
import { LoginRequestExpiredError } from '../errors/federation-errors.js';
import type { HttpExchange } from '../http/http-exchange.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { ScalekitClients } from '../scalekit/scalekit-clients.js';
import { ConnectionChoice } from './connection-choice.js';
import { DetailsLookup } from './details-lookup.js';
import { LoginRequestCookies } from './login-request-cookies.js';
import { isUsable, type LoginRequestRecord } from './login-request-record.js';
import type { LoginRequestParameters } from './parse-login-request.js';

/** Makes a record of what Scalekit sent: with its connection, and with what is known of the app that asks. */
@Injectable()
export class LoginRequestRecorder {
  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    private readonly cookies: LoginRequestCookies,
    private readonly clients: ScalekitClients,
    private readonly choice: ConnectionChoice,
    private readonly lookup: DetailsLookup,
  ) {}

  /**
   * @param declared the connection that `@LoginConnection()` names
   * @returns also the record that this browser has already: the same one where nothing is new
   * @throws LoginRequestExpiredError, DetailsUnavailableError, ResourceNotConnectedError
   */
  async record(
    exchange: HttpExchange,
    parameters: LoginRequestParameters,
    declared: string | undefined,
  ): Promise<{ record: LoginRequestRecord; known: LoginRequestRecord | undefined }> {
    const chosen = this.choice.chosen(exchange.request, declared);
    const known = this.known(exchange, parameters, chosen);
    if (known === undefined) return { known, record: await this.begin(parameters, chosen) };
    this.fetchToken(known.connection);
    return { known, record: await this.complete(known) };
  }

  /**
   * Asks again which app it is that asks, where nobody has answered yet.
   *
   * @returns the same record where there is nothing new
   */
  async complete(record: LoginRequestRecord): Promise<LoginRequestRecord> {
    if (record.details !== undefined || record.settled) return record;
    const details = await this.lookup.ask(record.loginRequestId, record.connection);
    const asked = details && { ...record, details: fitDetails(details) };
    return asked?.details !== undefined && this.cookies.fits(asked) ? asked : record;
  }

  /** The same pair in the same browser keeps what it was captured as. */
  private known(
    exchange: HttpExchange,
    { loginRequestId, state }: LoginRequestParameters,
    chosen: string | undefined,
  ): LoginRequestRecord | undefined {
    const known = this.cookies
      .all(exchange)
      .find(
        (other) =>
          (chosen === undefined || other.connection === chosen) &&
          other.loginRequestId === loginRequestId &&
          other.state === state,
      );
    // What became of one that was answered is told for as long as it is known; scripts have a form to show.
    const isTold = known?.settled !== undefined && !exchange.isForScript;
    if (known !== undefined && !isTold && !isUsable(known, Date.now())) {
      throw new LoginRequestExpiredError(known);
    }
    return known;
  }

  /** Fetches what the hand-off and the pages will need, so that a hand-off costs one round trip. */
  private async begin(
    { loginRequestId, state }: LoginRequestParameters,
    chosen: string | undefined,
  ): Promise<LoginRequestRecord> {
    const capturedAt = Date.now();
    if (chosen !== undefined) this.fetchToken(chosen);
    const details = await this.lookup.ask(loginRequestId, chosen);
    const connection = chosen ?? this.choice.byResource(details);
    if (chosen === undefined) this.fetchToken(connection);
    const expiresAt = capturedAt + this.options.loginRequestTtlSeconds * 1000;
    const txn = randomBytes(12).toString('base64url');
    const fitting = details && fitDetails(details);
    return { loginRequestId, state, connection, txn, capturedAt, expiresAt, details: fitting };
  }

  /** A failure here is the hand-off's to report. */
  private fetchToken(connection: string): void {
    const { client } = this.clients.of(connection);
    client.getAccessToken().catch(() => undefined);
  }
}
