import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';

/** Stands for the guard of an existing login. */
@Injectable()
export class LocalAuthGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context
      .switchToHttp()
      .getRequest<{ body: { email: string; password: string }; user: unknown }>();
    request.user = { id: 'usr_1', email: request.body.email };
    return request.body.password === 'right';
  }
}
