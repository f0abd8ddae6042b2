import { isLoopback } from '../environment/loopback.js';
import { hostOf, json, type ServerRequest } from './exchange.js';
import type { Route } from './router.js';

const refused = json(403, {
  error: 'access_denied',
  error_description: 'call it localhost, or start it with allowRemote',
});

/**
 * Answers only who calls this machine by a name of its own. A page whose name was pointed here after it was loaded (DNS
 * rebinding) is of the same origin in the browser's eyes, but cannot do that.
 */
export function byLoopbackName(handle: Route['handle']): Route['handle'] {
  return (exchange) => (callsLoopback(exchange.request) ? handle(exchange) : refused);
}

function callsLoopback(request: ServerRequest): boolean {
  return isLoopback(URL.parse(`http://${hostOf(request)}`)?.hostname ?? '');
}
