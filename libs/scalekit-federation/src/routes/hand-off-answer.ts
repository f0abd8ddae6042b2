import { HttpException } from '@nestjs/common';
import type { Answer } from '../http/answer.js';

/**
 * An answer that is thrown, so that envelope interceptors, `@Redirect()` and `@Render()` leave it
 * alone. The filter of the route writes it.
 */
export class HandOffAnswer extends HttpException {
  /** Private, because it holds `state`, and interceptors may log whatever is thrown. */
  readonly #answer: Answer;

  constructor(answer: Answer) {
    super('The login was handed off', answer.kind === 'redirect' ? 303 : 200);
    this.#answer = answer;
  }

  static answerOf(thrown: HandOffAnswer): Answer {
    return thrown.#answer;
  }
}
