import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';

/** Stands for the guard that reads the app's own bearer tokens. */
@Injectable()
export class JwtAuthGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<{ user: unknown }>();
    request.user = { id: 'usr_1', email: 'a@example.com' };
    return true;
  }
}
