import { Injectable } from '@nestjs/common';
import type { Answer } from '../http/answer.js';
import { neverSettles } from '../http/never-settles.js';
import { FederationUrls } from '../login-request/federation-urls.js';
import { sendInAnyCase } from './last-answer.js';
import type { LoginAttempt } from './login-attempt.js';

/** Answers in a guard, so that no handler runs: the visitor is led on, or told that it is over. */
@Injectable()
export class EarlyAnswers {
  constructor(private readonly urls: FederationUrls) {}

  send({ exchange, loginRequest }: LoginAttempt, answer: Answer): Promise<never> {
    const withoutUrl = this.urls.plainLoginUrl(exchange.request);
    sendInAnyCase(exchange, () => answer, { retryUrl: loginRequest?.continueUrl, withoutUrl });
    return neverSettles();
  }
}
