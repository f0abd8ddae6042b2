import { Injectable } from '@nestjs/common';
import { ConnectedAppsService } from '../connected-apps/connected-apps.service.js';
import { Database } from '../database/database.js';
import { SessionStore } from '../session/session.store.js';
import type { User } from '../users/user.js';

/** Somebody of an organization, as its administrators see them. */
export class Person {
  readonly id!: string;
  readonly name!: string;
  readonly email!: string;
  readonly roles!: string[];
  readonly disabled!: boolean;
}

export interface OffBoarding {
  readonly person: Person;
  /** If not, Scalekit failed half-way, and it has to be done again. */
  readonly isDisconnected: boolean;
}

const columns = 'id, name, email, roles, disabled';

@Injectable()
export class PeopleService {
  constructor(
    private readonly database: Database,
    private readonly sessions: SessionStore,
    private readonly connectedApps: ConnectedAppsService,
  ) {}

  /** Everybody of an organization, by name. */
  listOf(organizationId: string): Promise<Person[]> {
    return this.database.query(
      Person,
      `select ${columns} from users where organization_id = $1 order by name`,
      [organizationId],
    );
  }

  /**
   * Blocks the account first: from then on the policy lets no AI app in, and what was connected can be
   * disconnected as often as it takes.
   *
   * @returns undefined for somebody of another organization, and for the administrator
   */
  async offBoard(administrator: User, id: string): Promise<OffBoarding | undefined> {
    const [person] = await this.database.query(
      Person,
      `update users set disabled = true
        where id = $1 and organization_id = $2 and id <> $3 returning ${columns}`,
      [id, administrator.organization.id, administrator.id],
    );
    if (person === undefined) return undefined;
    await this.sessions.endAllOf(person.id);
    return { person, isDisconnected: await this.connectedApps.disconnectAll(person) };
  }
}
