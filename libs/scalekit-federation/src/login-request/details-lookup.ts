import { Inject, Injectable } from '@nestjs/common';
import type { LoginRequestDetails } from '../details/login-request-details.js';
import { classOfThrown, codeOfThrown } from '../errors/thrown.js';
import { readDetails } from '../details/read-details.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { endsWithin } from '../timing/ends-within.js';
import { FederationLogger } from '../log/federation-logger.js';

/** Milliseconds: somebody waits for the login page. */
const patienceMs = 1_000;
const maxInFlight = 8;
/** A call that never ends gives its place back. */
const longestFlightMs = 30_000;
const quietMs = 60_000;

/** Asks, by the app's `loginRequestDetails`, which AI app a login request is of. No login depends on the answer. */
@Injectable()
export class DetailsLookup {
  private readonly logger = new FederationLogger();
  private inFlight = 0;
  private toldAt = -Infinity;

  constructor(@Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions) {}

  /**
   * @param connection undefined where the answer is to choose it
   * @returns undefined where nobody can be asked or answers in time, or the answer is none; the log says why
   */
  async ask(
    loginRequestId: string,
    connection: string | undefined,
  ): Promise<LoginRequestDetails | undefined> {
    const { loginRequestDetails } = this.options;
    if (loginRequestDetails === undefined) return undefined;
    if (this.inFlight >= maxInFlight) {
      return this.unknown(`${maxInFlight} calls of it have not ended yet`);
    }
    const call = this.counted(async () => loginRequestDetails(loginRequestId, { connection }));
    const read = call.then(readDetails, (error: unknown) => ({ problem: failureOf(error) }));
    const answer = (await endsWithin(patienceMs, read)) ?? { problem: 'it took longer than 1 s' };
    return 'details' in answer ? answer.details : this.unknown(answer.problem);
  }

  private counted(call: () => Promise<unknown>): Promise<unknown> {
    this.inFlight += 1;
    const answer = call();
    let isInFlight = true;
    const land = (): void => {
      clearTimeout(longest);
      if (isInFlight) this.inFlight -= 1;
      isInFlight = false;
    };
    const longest = setTimeout(land, longestFlightMs).unref();
    answer.then(land, land);
    return answer;
  }

  /** Once a minute at most: an outage would tell of every login. */
  private unknown(reason: string): undefined {
    const now = performance.now();
    if (now - this.toldAt < quietMs) return;
    this.toldAt = now;
    this.logger.warn(
      `loginRequestDetails() of the app did not say which AI app asks: ${reason}. Logins go on, and their pages name no app.`,
    );
  }
}

function failureOf(error: unknown): string {
  const code = codeOfThrown(error);
  const advice =
    error instanceof TypeError
      ? '; @scalekit-sdk/node has auth.getLoginRequestDetails from 2.17 on'
      : '';
  const named = error instanceof Error ? `a ${classOfThrown(error)}` : classOfThrown(error);
  return `it threw ${named}${code === undefined ? '' : ` (code ${code})`}${advice}`;
}
