import { randomBytes } from 'node:crypto';
import { ConflictException, Injectable } from '@nestjs/common';
import { Database } from '../../database/database.js';
import { hashPassword } from '../../users/password.js';
import type { User } from '../../users/user.js';
import { UsersService } from '../../users/users.service.js';
import type { DirectoryEntry } from './directory.js';

const ORGANIZATION = { id: 'org_cedarmills', name: 'Cedar Mills' } as const;

/** Groups that mean something here; every other one stays in the directory. */
const ROLES: Readonly<Record<string, string>> = {
  'cn=dispatchers,ou=groups,dc=cedarmills,dc=example': 'dispatcher',
  'cn=managers,ou=groups,dc=cedarmills,dc=example': 'admin',
};

class OtherAccount {
  readonly id!: string;
}

/** Accounts of people whom the directory knows, made at their first login and kept up to date. */
@Injectable()
export class DirectoryAccounts {
  constructor(
    private readonly database: Database,
    private readonly users: UsersService,
  ) {}

  /**
   * @returns false if the account is disabled here
   * @throws ConflictException when the address belongs to an account from elsewhere
   */
  async of(entry: DirectoryEntry): Promise<User | false> {
    const id = `usr_${entry.entryUUID}`;
    const [other] = await this.database.query(
      OtherAccount,
      'select id from users where lower(email) = lower($1) and id <> $2',
      [entry.mail, id],
    );
    // An address that is the same makes nobody the same person.
    if (other) {
      throw new ConflictException(
        'Another account has your e-mail address. Ask your administrator.',
      );
    }
    const isKnown = (await this.users.findActive(id)) !== undefined;
    await (isKnown ? this.#update(id, entry) : this.#create(id, entry));
    return (await this.users.findActive(id)) ?? false;
  }

  async #create(id: string, entry: DirectoryEntry): Promise<void> {
    await this.database.execute(
      `insert into organizations (id, name, plan) values ($1, $2, 'enterprise')
       on conflict do nothing`,
      [ORGANIZATION.id, ORGANIZATION.name],
    );
    // A password that nobody knows: this account signs in through the directory only.
    const password = await hashPassword(randomBytes(32).toString('hex'));
    await this.database.execute(
      `insert into users (id, organization_id, email, email_verified, password_hash, name, roles)
       values ($1, $2, $3, true, $4, $5, $6) on conflict (id) do nothing`,
      [id, ORGANIZATION.id, entry.mail, password, entry.cn, rolesOf(entry)],
    );
  }

  async #update(id: string, entry: DirectoryEntry): Promise<void> {
    await this.database.execute(
      'update users set email = $2, name = $3, roles = $4 where id = $1',
      [id, entry.mail, entry.cn, rolesOf(entry)],
    );
  }
}

function rolesOf({ memberOf }: DirectoryEntry): string[] {
  return [memberOf].flat().flatMap((group) => ROLES[group] ?? []);
}
