import { Injectable, UnauthorizedException } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { Strategy } from 'passport-local';
import type { AppRequest } from '../http/exchange.js';
import { AuthenticatorsService } from '../users/authenticators.service.js';
import type { User } from '../users/user.js';
import { PasswordCheck } from './password-check.js';

/** E-mail address and password, for accounts that have no second factor. */
@Injectable()
export class LocalStrategy extends PassportStrategy(Strategy) {
  constructor(
    private readonly passwords: PasswordCheck,
    private readonly authenticators: AuthenticatorsService,
  ) {
    super({ usernameField: 'email', passReqToCallback: true });
  }

  async validate({ ip }: AppRequest, email: unknown, password: unknown): Promise<User | false> {
    const user = await this.passwords.check(ip, email, password);
    if (user === undefined) return false;
    if (await this.authenticators.isEnrolled(user.id)) {
      throw new UnauthorizedException(
        'The password is right, but this account signs in with a code as well.',
      );
    }
    return user;
  }
}
