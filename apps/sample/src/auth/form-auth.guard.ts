import { UnauthorizedException, mixin, type ExecutionContext } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import type { AppRequest } from '../http/exchange.js';

/**
 * Sets `request.user` by a Passport strategy that checks a form. A wrong form leaves it empty and
 * goes on to the handler, which shows its form again.
 */
export function FormAuthGuard(strategy: string) {
  class FormGuard extends AuthGuard(strategy) {
    override async canActivate(context: ExecutionContext): Promise<boolean> {
      // Somebody whom the session knows hasn't signed in by that.
      context.switchToHttp().getRequest<AppRequest>().user = undefined;
      try {
        await super.canActivate(context);
      } catch (error) {
        if (!(error instanceof UnauthorizedException)) throw error;
      }
      return true;
    }
  }
  return mixin(FormGuard);
}
