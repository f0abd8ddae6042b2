import { HttpException } from '@nestjs/common';
import type { Answer } from './answer.js';

/**
 * An answer that is thrown, so that envelope interceptors, `@Redirect()` and `@Render()` leave it
 * alone. The filter of the route writes it.
 */
export class EarlyAnswer extends HttpException {
  /** Private, because it holds `state`, and interceptors may log whatever is thrown. */
  readonly #answer: Answer;
  #isTaken = false;

  constructor(answer: Answer) {
    super('The login was handed off', answer.kind === 'redirect' ? 303 : 200);
    this.#answer = answer;
  }

  /** For whoever writes it. */
  static take(thrown: EarlyAnswer): Answer {
    thrown.#isTaken = true;
    return thrown.#answer;
  }

  /** False as long as nobody has written it: an interceptor may have answered with something else. */
  static isTaken(thrown: EarlyAnswer): boolean {
    return thrown.#isTaken;
  }
}
