import type { Answer } from '../http/answer.js';
import { expectsJson, expectsPage } from '../http/caller.js';
import type { HttpExchange } from '../http/http-exchange.js';
import { scriptAnswer } from '../http/script-answer.js';
import type { Pages } from '../pages/pages.js';
import type { StrategyAnswer } from './strategy-answer.js';

/** The strategy's own answer, unless it is a redirect that its caller could not follow. */
export function wayOut({ request }: HttpExchange, answer: StrategyAnswer, pages: Pages): Answer {
  const { method, headers } = request;
  const location = answer.headers['location'];
  if (location !== undefined && expectsJson(headers)) {
    return scriptAnswer({}, { redirectTo: location });
  }
  // A redirect that follows a form post is held to the login page's CSP `form-action`.
  if (location !== undefined && method !== 'GET' && expectsPage(headers)) {
    return pages.wayOut(request, location);
  }
  return { kind: 'raw', ...answer };
}
