import { describeFailure } from '../errors/app-function.js';
import type { Answer } from '../http/answer.js';
import type { HttpExchange } from '../http/http-exchange.js';
import { lastResort } from '../pages/last-resort.js';
import { FederationLogger } from '../log/federation-logger.js';

const logger = new FederationLogger();

/**
 * What nobody foresaw, a failing function of the app for example, is told to the operator and shown
 * as a 500.
 *
 * @param retryUrl where another try makes sense
 */
export function lastAnswer(
  { request }: HttpExchange,
  error: unknown,
  retryUrl: string | undefined,
): Answer {
  logger.error(describeFailure(error));
  return lastResort(request.headers, retryUrl);
}

/** Sends what `answer` makes, or else the last resort, or else nothing but its status: somebody waits. */
export function sendInAnyCase(
  exchange: HttpExchange,
  answer: () => Answer,
  retryUrl: string | undefined,
): void {
  const steps = [answer, () => lastResort(exchange.request.headers, retryUrl)];
  for (const step of steps) {
    try {
      exchange.send(step());
      return;
    } catch (error) {
      logger.error(`No answer could be sent: ${describeFailure(error)}`);
      // Somebody else has answered meanwhile, a timeout perhaps.
      if (exchange.isAnswered) return;
    }
  }
  exchange.abandon();
}
