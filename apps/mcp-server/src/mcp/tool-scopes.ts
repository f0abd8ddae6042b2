import { z } from 'zod';
import type { AccessToken } from '../auth/access-token.js';
import { InsufficientScopeError } from '../auth/bearer-error.js';

/**
 * What a token must hold for a tool, beside what opens this server. The metadata does not name them:
 * clients would ask for all of them at once, where a user may never need one (MCP, scope minimization).
 */
const toolScopes: ReadonlyMap<string, string> = new Map([
  ['list_bookings', 'shipments:read'],
  ['book_shipment', 'shipments:write'],
]);

const toolCallSchema = z.object({
  method: z.literal('tools/call'),
  params: z.object({ name: z.string() }),
});

/**
 * Looks at a request before it is carried out, since only its HTTP answer can say what is missing.
 *
 * @param body of the request: one message of JSON-RPC, or several
 * @throws InsufficientScopeError that names what the client has and what it needs
 */
export function checkToolScopes(body: unknown, { scopes }: AccessToken): void {
  for (const message of [body].flat()) {
    const call = toolCallSchema.safeParse(message);
    const needed = call.data && toolScopes.get(call.data.params.name);
    if (needed === undefined || scopes.includes(needed)) continue;
    // Both, or a client that asks for no more than it is told loses what it had.
    const scope = [...scopes, needed].join(' ');
    throw new InsufficientScopeError(`The scope ${needed} is required for this tool`, scope);
  }
}
