import { createHash, randomBytes } from 'node:crypto';
import { ConflictException, Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Database } from '../database/database.js';
import { hashPassword } from '../users/password.js';
import type { User } from '../users/user.js';
import { UsersService } from '../users/users.service.js';
import type { SsoWay } from './sso-ways.js';

const ORGANIZATIONS: Readonly<Record<SsoWay, { id: string; name: string }>> = {
  oidc: { id: 'org_acme', name: 'Acme' },
  saml: { id: 'org_bolt', name: 'Bolt Engineering' },
};

/** What an identity provider has to say of somebody. */
const identitySchema = z.object({
  /** Never changes there, and is unique there only. */
  subject: z.string().min(1),
  email: z.email(),
  name: z.string().min(1),
});

class OtherAccount {
  readonly id!: string;
}

/** Accounts of people whom an identity provider vouches for, opened at their first login. */
@Injectable()
export class SsoAccounts {
  constructor(
    private readonly database: Database,
    private readonly users: UsersService,
  ) {}

  /**
   * @returns false if the account is disabled here
   * @throws ZodError for a provider that leaves something out, ConflictException when the address belongs to an account from elsewhere
   */
  async of(
    way: SsoWay,
    claimed: Readonly<Record<keyof z.input<typeof identitySchema>, unknown>>,
  ): Promise<User | false> {
    const { subject, email, name } = identitySchema.parse(claimed);
    // Two providers may know the same subject.
    const digest = createHash('sha256').update(`${way} ${subject}`).digest('hex');
    const id = `usr_${digest.slice(0, 24)}`;
    const [other] = await this.database.query(
      OtherAccount,
      'select id from users where lower(email) = lower($1) and id <> $2',
      [email, id],
    );
    // An address that is the same makes nobody the same person.
    if (other) {
      throw new ConflictException(
        'Another account has your e-mail address. Ask your administrator.',
      );
    }
    const organization = ORGANIZATIONS[way];
    await this.database.execute(
      `insert into organizations (id, name, plan) values ($1, $2, 'enterprise')
       on conflict do nothing`,
      [organization.id, organization.name],
    );
    // A password that nobody knows: this account signs in through its provider only.
    await this.database.execute(
      `insert into users (id, organization_id, email, email_verified, password_hash, name, roles)
       values ($1, $2, $3, true, $4, $5, '{member}')
       on conflict (id) do update set email = excluded.email, name = excluded.name`,
      [id, organization.id, email, await hashPassword(randomBytes(32).toString('hex')), name],
    );
    return (await this.users.findActive(id)) ?? false;
  }
}
