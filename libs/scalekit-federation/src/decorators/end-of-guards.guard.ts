import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { attemptOf } from '../login/login-attempt.js';
import { LoginServices } from '../login/login-services.js';

/** Runs behind all guards of the route: interceptors come next, and none of them signs anybody in. */
@Injectable()
export class EndOfGuardsGuard implements CanActivate {
  constructor(private readonly login: LoginServices) {}

  canActivate(context: ExecutionContext): boolean {
    if (context.getType() !== 'http') return true;
    const attempt = attemptOf(context.switchToHttp().getRequest());
    attempt?.users?.close();
    if (attempt !== undefined) this.login.captureLog.withoutGuard(attempt);
    return true;
  }
}
