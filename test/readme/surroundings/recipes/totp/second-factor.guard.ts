import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { HalfLogins } from './half-logins.js';

@Injectable()
export class SecondFactorGuard implements CanActivate {
  constructor(private readonly halfLogins: HalfLogins) {}

  canActivate(context: ExecutionContext): boolean {
    const request = context
      .switchToHttp()
      .getRequest<{ body: { half: string; code: string }; user: unknown }>();
    request.user = this.halfLogins.end(request.body.half, request.body.code);
    return true;
  }
}
