import { randomBytes } from 'node:crypto';
import { HttpException, HttpStatus, Injectable } from '@nestjs/common';
import { FailedLogins } from '../../auth/failed-logins.js';
import { Database } from '../../database/database.js';
import { hashPassword } from '../../users/password.js';
import type { User } from '../../users/user.js';
import { UsersService } from '../../users/users.service.js';
import type { SignUpForm } from './sign-up-form.js';

class CreatedUser {
  readonly id!: string;
}

/** Opens accounts. Their addresses count as unverified, which AI apps learn as well. */
@Injectable()
export class AccountsService {
  constructor(
    private readonly database: Database,
    private readonly users: UsersService,
    private readonly failures: FailedLogins,
  ) {}

  /**
   * @returns undefined when the address has an account already
   * @throws HttpException 429 for who tries many addresses
   */
  async create(form: SignUpForm, ip: string | undefined): Promise<User | undefined> {
    if (this.failures.isBlocked('sign-up', ip)) {
      throw new HttpException(
        'Too many tries. Wait 15 minutes, then try again.',
        HttpStatus.TOO_MANY_REQUESTS,
      );
    }
    const [created] = await this.database.query(
      CreatedUser,
      `with organization as (
         insert into organizations (id, name, plan)
         select $1, $2, 'starter'
          where not exists (select from users where lower(email) = lower($4))
         returning id
       )
       insert into users (id, organization_id, email, name, password_hash, roles)
       select $3, id, $4, $5, $6, '{admin}' from organization
       returning id`,
      [
        newId('org'),
        form.company,
        newId('usr'),
        form.email,
        form.name,
        await hashPassword(form.password),
      ],
    );
    if (created === undefined) this.failures.add('sign-up', ip);
    return created && this.users.findActive(created.id);
  }
}

function newId(kind: 'org' | 'usr'): string {
  return `${kind}_${randomBytes(8).toString('hex')}`;
}
