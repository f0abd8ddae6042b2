import {
  Injectable,
  UnauthorizedException,
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import type { Observable } from 'rxjs';
import { authenticate, provenBy, sessionUser, type User } from './accounts.js';

export interface AppRequest {
  readonly headers: { cookie?: string };
  readonly body?: unknown;
  readonly query: Readonly<Record<string, unknown>>;
  user?: User | undefined;
}

function requestOf(context: ExecutionContext): AppRequest {
  return context.switchToHttp().getRequest<AppRequest>();
}

/** A guard that sets `request.user`, or refuses. */
function guardBy(find: (request: AppRequest) => User | undefined) {
  @Injectable()
  class FoundUserGuard implements CanActivate {
    canActivate(context: ExecutionContext): boolean {
      const request = requestOf(context);
      request.user = find(request);
      if (request.user === undefined) throw new UnauthorizedException();
      return true;
    }
  }
  return FoundUserGuard;
}

export const PasswordGuard = guardBy(({ body }) => authenticate(body));
/** Reads what the browser sends by itself. */
export const SessionGuard = guardBy(sessionUser);
export const MailGuard = guardBy(({ query }) => provenBy(query['proof']));

/** Restores the user of the session for a handler, as some apps do. */
@Injectable()
export class SessionInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = requestOf(context);
    request.user ??= sessionUser(request);
    return next.handle();
  }
}
