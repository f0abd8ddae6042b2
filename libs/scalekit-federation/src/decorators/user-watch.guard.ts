import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { attemptOf } from '../login/login-attempt.js';
import { UserWatch } from '../login/user-watch.js';

/**
 * Runs behind the global guards and before the route's own. A global guard says on every route whose
 * session or token came with the request; who is set from here on has signed in by this very request.
 */
@Injectable()
export class UserWatchGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<object>();
    const flow = attemptOf(request);
    // Once: the guards of the controller come before those of the handler, and count.
    if (flow !== undefined) flow.userWatch ??= new UserWatch(request);
    return true;
  }
}

/** Runs behind the route's own guards: interceptors come next, and none of them signs anybody in. */
@Injectable()
export class UserWatchEndGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    attemptOf(context.switchToHttp().getRequest())?.userWatch?.close();
    return true;
  }
}
