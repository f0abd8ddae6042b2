import {
  Injectable,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Observable } from 'rxjs';
import { LoginServices } from '../login/login-services.js';
import { afterHandler } from './after-handler.js';

/** Gives the login up that the request names. */
@Injectable()
export class RejectLoginInterceptor implements NestInterceptor {
  constructor(private readonly login: LoginServices) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return afterHandler(context, next, (attempt, _result, shown) =>
      this.login.end.givenUp(attempt, shown),
    );
  }
}
