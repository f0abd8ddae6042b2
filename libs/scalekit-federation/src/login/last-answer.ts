import { describeFailure } from '../errors/app-function.js';
import type { Answer } from '../http/answer.js';
import type { HttpExchange } from '../http/http-exchange.js';
import { lastResort, type WaysOn } from '../pages/last-resort.js';
import { FederationLogger } from '../log/federation-logger.js';

const logger = new FederationLogger();

/** What nobody foresaw, a failing function of the app for example, is told to the operator and shown as a 500. */
export function lastAnswer(exchange: HttpExchange, error: unknown, ways: WaysOn): Answer {
  logger.error(describeFailure(error));
  return lastPage(exchange, ways);
}

/** Sends what `answer` makes, or else the last resort, or else nothing but its status: somebody waits. */
export function sendInAnyCase(exchange: HttpExchange, answer: () => Answer, ways: WaysOn): void {
  const steps = [answer, () => lastPage(exchange, ways)];
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

/** A page can be opened once more; what was posted may have no page at its address. */
function lastPage({ request }: HttpExchange, { retryUrl, withoutUrl }: WaysOn): Answer {
  const itself = request.method === 'GET' ? '' : undefined;
  return lastResort(request.headers, { retryUrl: retryUrl ?? itself, withoutUrl });
}
