import { createHash, randomUUID } from 'node:crypto';
import { ClaimsUnavailableError, LoginRequestTakenError } from '../errors/federation-errors.js';
import { classOfThrown, codeOfThrown } from '../errors/thrown.js';
import { endsWithin } from '../timing/ends-within.js';
import type { Claim, ClaimAnswer, ClaimStore } from './claim-store.js';
import { FederationLogger } from '../log/federation-logger.js';

/** Milliseconds: the push comes behind it, and somebody waits. */
const patienceMs = 1_000;

/** Longer than any login request lives. */
export const claimTtlSeconds = 15 * 60;

const answers: readonly unknown[] = ['first', 'again', 'taken'];

/** Claims login requests in the app's store, which all replicas share. Closed while it does not answer. */
export class SharedClaims {
  readonly #logger = new FederationLogger();

  constructor(private readonly store: ClaimStore) {}

  /**
   * @param loginRequest environment, connection and id
   * @returns the claim, to be given up by `release`
   * @throws LoginRequestTakenError, ClaimsUnavailableError
   */
  async take(
    loginRequest: string,
    identity: string,
  ): Promise<Claim & { readonly isFirst: boolean }> {
    const claim = claimOf(loginRequest, identity);
    const answer = await this.#answerTo(claim);
    if (answer === 'taken') throw new LoginRequestTakenError('elsewhere');
    return { ...claim, isFirst: answer === 'first' };
  }

  /** Where Scalekit surely took nothing. A failure leaves the claim until it is forgotten. */
  async release(claim: Claim): Promise<void> {
    const released = (async () => this.store.release(claim))().then(
      () => true,
      () => false,
    );
    if ((await endsWithin(patienceMs, released)) === true) return;
    this.#logger.warn(
      'A claim could not be given up in the store: only the same account can answer that login request until it ends.',
    );
  }

  /** @returns why the store does not answer, as a code or the class of an error; undefined where it does */
  async ping(): Promise<string | undefined> {
    const pinged = (async () => this.store.ping())().then(
      () => ({ failure: undefined }),
      (error: unknown) => ({ failure: failureOf(error) }),
    );
    const { failure } = (await endsWithin(patienceMs, pinged)) ?? { failure: 'ETIMEDOUT' };
    // A machine reads it, and would stumble over "a string".
    return failure === undefined || /^\w{1,64}$/.test(failure) ? failure : 'UNKNOWN';
  }

  async #answerTo(claim: Claim): Promise<ClaimAnswer> {
    const call = (async (): Promise<unknown> => this.store.take(claim, claimTtlSeconds))();
    const ended = call.then(
      (answer) => ({ answer }),
      (error: unknown) => ({ problem: `it failed with ${failureOf(error)}` }),
    );
    const end = await endsWithin(patienceMs, ended);
    if (end === undefined) {
      // What it does after all must not keep others out: nothing was pushed.
      void ended.then((late) =>
        'answer' in late && late.answer === 'first' ? this.release(claim) : undefined,
      );
      throw new ClaimsUnavailableError('it took longer than 1 s');
    }
    if ('problem' in end) throw new ClaimsUnavailableError(end.problem);
    if (!answers.includes(end.answer)) {
      throw new ClaimsUnavailableError("take() answered neither 'first' nor 'again' nor 'taken'");
    }
    return end.answer as ClaimAnswer;
  }
}

/** The identity is hashed with the login request, so that one person's claims cannot be told from others'. */
function claimOf(loginRequest: string, identity: string): Claim {
  return {
    key: hash(loginRequest),
    identity: hash(`${loginRequest}\n${identity}`),
    attempt: randomUUID(),
  };
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function failureOf(error: unknown): string {
  return codeOfThrown(error) ?? classOfThrown(error);
}
