import { Injectable } from '@nestjs/common';
import { SignedTokens } from '../../auth/signed-tokens.js';
import type { User } from '../../users/user.js';
import { UsersService } from '../../users/users.service.js';

const PURPOSE = 'second factor';
const LIFETIME_SECONDS = 5 * 60;

/**
 * What lies between the two pages: that the password was right, and whose. It travels in a hidden
 * field, so a session that another tab renews or ends doesn't lose it, and it is never `request.user`.
 */
@Injectable()
export class HalfLogin {
  constructor(
    private readonly tokens: SignedTokens,
    private readonly users: UsersService,
  ) {}

  begin(user: User): Promise<string> {
    return this.tokens.sign(PURPOSE, user.id, LIFETIME_SECONDS);
  }

  /** Whose password was right; undefined if that is too long ago. */
  async resume(token: unknown): Promise<User | undefined> {
    const userId = await this.tokens.verify(PURPOSE, token);
    return userId === undefined ? undefined : this.users.findActive(userId);
  }
}
