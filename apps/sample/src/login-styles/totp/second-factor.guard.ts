import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { FailedLogins } from '../../auth/failed-logins.js';
import { textField, type AppRequest } from '../../http/exchange.js';
import { AuthenticatorsService } from '../../users/authenticators.service.js';
import { HalfLogin } from './half-login.js';

/** Sets `request.user` once the code is right as well. A wrong one leaves it empty. */
@Injectable()
export class SecondFactorGuard implements CanActivate {
  constructor(
    private readonly halfLogin: HalfLogin,
    private readonly authenticators: AuthenticatorsService,
    private readonly failedLogins: FailedLogins,
  ) {}

  /** @throws HttpException 429 after too many wrong codes */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = context.switchToHttp().getRequest<AppRequest>();
    // Somebody whom the session knows hasn't signed in by that.
    request.user = undefined;
    const user = await this.halfLogin.resume(textField(request, 'half_login'));
    if (user === undefined) return true;
    const code = textField(request, 'code')?.replace(/\s/g, '') ?? '';
    // By account alone: who has the password may come from many addresses.
    request.user = await this.failedLogins.limit(user.id, undefined, async () =>
      (await this.authenticators.verify(user.id, code)) ? user : undefined,
    );
    return true;
  }
}
