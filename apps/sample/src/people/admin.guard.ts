import {
  Injectable,
  NotFoundException,
  UnauthorizedException,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { AppRequest } from '../http/exchange.js';
import { isAdministrator } from '../users/user.js';

/** For administrators; nobody else learns that there is something. */
@Injectable()
export class AdminGuard implements CanActivate {
  /** @throws UnauthorizedException, NotFoundException */
  canActivate(context: ExecutionContext): boolean {
    const { user } = context.switchToHttp().getRequest<AppRequest>();
    if (!user) throw new UnauthorizedException('Sign in as an administrator, then open it again.');
    if (!isAdministrator(user)) throw new NotFoundException();
    return true;
  }
}
