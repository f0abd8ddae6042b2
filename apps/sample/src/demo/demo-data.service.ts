import { Inject, Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { sampleConfig, type SampleConfig } from '../config/sample.config.js';
import { Database } from '../database/database.js';
import { demoAuthenticator, demoOrganizations, demoShipments, demoUsers } from './demo-data.js';

/** Fills the database with the demo's accounts and prints them. Does nothing in production. */
@Injectable()
export class DemoDataService implements OnApplicationBootstrap {
  readonly #logger = new Logger('Demo');

  constructor(
    private readonly database: Database,
    @Inject(sampleConfig.KEY) private readonly config: SampleConfig,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    if (this.config.production) return;
    for (const { id, name, plan } of demoOrganizations) {
      await this.database.execute(
        'insert into organizations (id, name, plan) values ($1, $2, $3) on conflict do nothing',
        [id, name, plan],
      );
    }
    await Promise.all(demoUsers.map((user) => this.#addUser(user)));
    await this.database.execute(
      'insert into authenticators (user_id, secret) values ($1, $2) on conflict do nothing',
      [demoAuthenticator.userId, demoAuthenticator.secret],
    );
    for (const shipment of demoShipments) {
      await this.database.execute(
        `insert into shipments (id, organization_id, destination, carrier, status, due_on)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
        shipment,
      );
    }
    for (const { id, email, password, disabled } of demoUsers) {
      if (disabled || id === demoAuthenticator.userId) continue;
      this.#logger.log(`Sign in as ${email} with the password: ${password}`);
    }
    this.#logger.log('Every way to sign in, and more accounts: /login-styles');
  }

  async #addUser(user: (typeof demoUsers)[number]): Promise<void> {
    await this.database.execute(
      `insert into users (id, organization_id, email, email_verified, password_hash, name,
                          given_name, family_name, department, roles, disabled)
       values ($1, $2, $3, true, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
      [
        user.id,
        user.organizationId,
        user.email,
        user.passwordHash,
        user.name,
        user.givenName,
        user.familyName,
        user.department,
        [...user.roles],
        user.disabled,
      ],
    );
  }
}
