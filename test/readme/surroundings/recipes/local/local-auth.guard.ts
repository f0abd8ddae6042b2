import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';

/** Stands for the guard of an existing login that shows its form again. */
@Injectable()
export class LocalAuthGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context
      .switchToHttp()
      .getRequest<{ body: { email: string; password: string }; user: unknown }>();
    const { email, password } = request.body;
    request.user = password === 'right' ? { id: 'usr_1', email } : undefined;
    return true;
  }
}
