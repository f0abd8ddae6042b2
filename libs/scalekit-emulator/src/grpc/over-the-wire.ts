import { setTimeout as delay } from 'node:timers/promises';
import { Code, ConnectError } from '@connectrpc/connect';
import type { Reply, ServerRequest } from '../server/exchange.js';
import { reset } from '../server/reset.js';

/** gRPC has no half answers: one that was cut short never came, one that drips comes late. */
export async function overTheWire(
  request: ServerRequest,
  reply: Reply | undefined,
): Promise<Reply> {
  if (!reply || reply.transfer === 'truncated') {
    reset(request);
    throw new ConnectError('the connection was reset', Code.Aborted);
  }
  if (reply.transfer) await delay(reply.transfer.dripMs, undefined, { ref: false });
  return reply;
}
