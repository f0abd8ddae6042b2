import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { httpContextOf } from '../http/http-context.js';
import { LoginServices } from '../login/login-services.js';
import { UserWatch } from '../login/user-watch.js';
import { routeMark } from '../nest/route-marks.js';
import { attemptOf } from '../login/login-attempt.js';

/**
 * Runs before all guards of the route, and behind the global ones: these say on every route whose
 * session or token came with the request. Who is set from here on has signed in by this very request.
 */
@Injectable()
export class BeginAttemptGuard implements CanActivate {
  constructor(private readonly login: LoginServices) {}

  canActivate(context: ExecutionContext): boolean {
    // Its controller's guards come before those of the handler, so it stands there for all routes.
    if (routeMark(context.getHandler()) === undefined) return true;
    const attempt = this.login.attempts.begin(context);
    if (attempt === undefined) return true;
    attempt.users ??= new UserWatch(attempt.exchange.request);
    this.login.signIns.begin(attempt);
    return true;
  }
}

/** Runs behind all guards of the route: interceptors come next, and none of them signs anybody in. */
@Injectable()
export class EndOfGuardsGuard implements CanActivate {
  constructor(private readonly login: LoginServices) {}

  canActivate(context: ExecutionContext): boolean {
    const attempt = attemptOf(httpContextOf(context)?.request);
    attempt?.users?.close();
    if (attempt !== undefined) this.login.warnings.withoutGuard(attempt);
    return true;
  }
}
