import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { Observable } from 'rxjs';
import { LoginServices } from '../login/login-services.js';
import { afterHandler } from './after-handler.js';
import { AfterLoginSettings } from './login-marks.js';

/** Hands off whom the login has signed in. */
@Injectable()
export class AfterLoginInterceptor implements NestInterceptor {
  constructor(
    private readonly login: LoginServices,
    private readonly reflector: Reflector,
  ) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return afterHandler(context, next, async (attempt, result, shown) => {
      const { end } = this.login;
      const { principal, confirm } = this.reflector.get(AfterLoginSettings, context.getHandler());
      const user: unknown = principal ? await principal(context, result) : end.userOf(attempt);
      await end.signedIn(attempt, user, { shown, confirm });
    });
  }
}
