import { HttpException } from '@nestjs/common';
import type { Answer } from './answer.js';

/** An answer that a guard gives before the handler runs. The filter of the route writes it. */
export class EarlyAnswer extends HttpException {
  /** Private, because it holds `state`, and whoever catches it may log what is thrown. */
  readonly #answer: Answer;

  constructor(answer: Answer) {
    super('The login page has been answered', answer.kind === 'redirect' ? 303 : 200);
    this.#answer = answer;
  }

  static answerOf(thrown: EarlyAnswer): Answer {
    return thrown.#answer;
  }
}
