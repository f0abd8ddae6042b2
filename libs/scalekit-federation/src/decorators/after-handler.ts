import type { CallHandler, ExecutionContext } from '@nestjs/common';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import { httpContextOf } from '../http/http-context.js';
import { attemptOf, type LoginAttempt } from '../login/login-attempt.js';
import { serialized } from '../nest/serialized.js';

/**
 * Runs `end` behind the handler of a login that may answer a login request, and lets the handler's
 * value pass. Innermost of all interceptors, so that nothing but the handler runs inside.
 *
 * @param end is given the handler's value, and how its `@SerializeOptions()` let it out, if that is asked
 */
export function afterHandler(
  context: ExecutionContext,
  next: CallHandler,
  end: (attempt: LoginAttempt, result: unknown, shown: () => unknown) => Promise<void>,
): Observable<unknown> {
  const attempt = attemptOf(httpContextOf(context)?.request);
  if (attempt === undefined) return next.handle();
  return defer(async () => {
    attempt.users?.open();
    const result: unknown = await lastValueFrom(next.handle(), { defaultValue: undefined });
    attempt.users?.close();
    await end(attempt, result, () => serialized(context, result));
    return result;
  });
}
