import type { CallResult } from '../scalekit/authorized-calls.js';
import type { PushResult } from '../scalekit/push-result.js';
import type { Tracing } from '../telemetry/tracing.js';
import type { LoginRequestParts } from './login-request-parts.js';

type Push = () => Promise<CallResult<PushResult>>;

/** A push that operators see as one piece of work, however many attempts it takes. */
export function seenPush(
  tracing: Tracing,
  end: 'handedOff' | 'rejected',
  { connection, txn }: LoginRequestParts,
  push: Push,
): Push {
  const work = { name: 'push', connection, txn } as const;
  return () => tracing.run(work, push, ({ attempts }) => ({ end, attempts }));
}
