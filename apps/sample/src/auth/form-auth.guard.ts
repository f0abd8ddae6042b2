import { UnauthorizedException, mixin, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { AppRequest } from '../http/exchange.js';
import { wrongPassword } from './login.page.js';

/**
 * Sets `request.user` by a Passport strategy that checks a form. A wrong form leaves it empty, sets
 * `request.refusal`, and goes on to the handler, which shows its form again.
 */
export function FormAuthGuard(strategy: string) {
  class FormGuard extends AuthGuard(strategy) {
    override async canActivate(context: ExecutionContext): Promise<boolean> {
      const request = context.switchToHttp().getRequest<AppRequest>();
      // Somebody whom the session knows hasn't signed in by that.
      request.user = undefined;
      try {
        await super.canActivate(context);
      } catch (error) {
        if (!(error instanceof UnauthorizedException)) throw error;
        request.refusal = error.message;
      }
      return true;
    }

    override handleRequest<User>(error: unknown, user: User | false): User {
      if (error) throw error;
      if (user) return user;
      throw new UnauthorizedException(wrongPassword);
    }
  }
  return mixin(FormGuard);
}
