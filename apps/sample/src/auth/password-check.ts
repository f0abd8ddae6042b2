import { Injectable } from '@nestjs/common';
import type { User } from '../users/user.js';
import { UsersService } from '../users/users.service.js';
import { FailedLogins } from './failed-logins.js';

/** E-mail address and password, tried a few times only. */
@Injectable()
export class PasswordCheck {
  constructor(
    private readonly users: UsersService,
    private readonly failedLogins: FailedLogins,
  ) {}

  /** @throws HttpException 429 after too many failures */
  async check(
    ip: string | undefined,
    email: unknown,
    password: unknown,
  ): Promise<User | undefined> {
    // A field that came twice is a list.
    if (typeof email !== 'string' || typeof password !== 'string') return undefined;
    return this.failedLogins.limit(email, ip, () => this.users.authenticate(email, password));
  }
}
