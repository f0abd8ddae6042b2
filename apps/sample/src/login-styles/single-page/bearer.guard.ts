import {
  Injectable,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { SignedTokens } from '../../auth/signed-tokens.js';
import type { AppRequest } from '../../http/exchange.js';
import { UsersService } from '../../users/users.service.js';
import { API_TOKEN } from './api-token.js';

/** Sets `request.user` from `Authorization: Bearer` (RFC 6750) and from nothing else. */
@Injectable()
export class BearerGuard implements CanActivate {
  constructor(
    private readonly tokens: SignedTokens,
    private readonly users: UsersService,
  ) {}

  /** @throws UnauthorizedException without a token that is good */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AppRequest>();
    const { authorization } = request.headers;
    const [, token] = /^Bearer (\S+)$/i.exec(String(authorization)) ?? [];
    const userId = await this.tokens.verify(API_TOKEN.purpose, token);
    request.user = userId === undefined ? undefined : await this.users.findActive(userId);
    if (request.user === undefined) throw new UnauthorizedException();
    return true;
  }
}
