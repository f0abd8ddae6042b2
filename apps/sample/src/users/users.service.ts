import { randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database } from '../database/database.js';
import { hashPassword, verifyPassword } from './password.js';
import { User } from './user.js';

class Credentials {
  readonly userId!: string;
  readonly passwordHash!: string;
}

class UserId {
  readonly id!: string;
}

@Injectable()
export class UsersService {
  /** Checked when there is no such user, so that an answer's time doesn't tell who has an account. */
  readonly #nobody = hashPassword(randomBytes(16).toString('hex'));

  constructor(private readonly database: Database) {}

  /** Who has this e-mail address and password, unless the account is disabled. */
  async authenticate(email: string, password: string): Promise<User | undefined> {
    const [credentials] = await this.database.query(
      Credentials,
      `select id as "userId", password_hash as "passwordHash"
         from users where lower(email) = lower($1) and not disabled`,
      [email],
    );
    const matches = await verifyPassword(
      password,
      credentials?.passwordHash ?? (await this.#nobody),
    );
    return credentials && matches ? this.findActive(credentials.userId) : undefined;
  }

  /** Who has this e-mail address, unless the account is disabled. It proves nothing by itself. */
  async findActiveByEmail(email: string): Promise<User | undefined> {
    const [found] = await this.database.query(
      UserId,
      `select id from users where lower(email) = lower($1) and not disabled`,
      [email],
    );
    return found && this.findActive(found.id);
  }

  /** The user of this id, unless the account is disabled. */
  async findActive(id: string): Promise<User | undefined> {
    const [user] = await this.database.query(
      User,
      `select u.id, u.email, u.email_verified as "emailVerified", u.name,
              u.given_name as "givenName", u.family_name as "familyName", u.department, u.roles,
              json_build_object('id', o.id, 'name', o.name, 'plan', o.plan) as organization
         from users u join organizations o on o.id = u.organization_id
        where u.id = $1 and not u.disabled`,
      [id],
    );
    return user;
  }
}
