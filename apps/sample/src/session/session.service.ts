import { Injectable } from '@nestjs/common';
import type { AppRequest } from '../http/exchange.js';
import type { User } from '../users/user.js';
import { UsersService } from '../users/users.service.js';

/** Who is signed in, kept in the server-side session of either adapter. */
@Injectable()
export class SessionService {
  constructor(private readonly users: UsersService) {}

  /** Signs the user in, under a new session id (OWASP: session fixation). */
  async start(request: AppRequest, user: User): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      request.session.regenerate((error) => (error ? reject(error) : resolve()));
    });
    // `regenerate` has put another object in its place.
    request.session.userId = user.id;
  }

  async end(request: AppRequest): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      request.session.destroy((error) => (error ? reject(error) : resolve()));
    });
    request.user = undefined;
  }

  /** Sets `request.user` from the session. A disabled account is out at its next request. */
  async restore(request: AppRequest): Promise<void> {
    const { userId } = request.session;
    request.user = userId === undefined ? undefined : await this.users.findActive(userId);
  }
}
