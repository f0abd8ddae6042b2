import type { FederatedUser } from '../login-request/federated-user.js';
import type { OrganizationSettings } from '../start-settings.js';
import { idFor } from './ids.js';

export interface Organization {
  /** `org_…` */
  readonly id: string;
  readonly name: string;
}

/** The organizations of the environment. A push knows an organization by the app's id for it only. */
export class Organizations {
  readonly #byExternalId: ReadonlyMap<string, OrganizationSettings>;

  constructor(organizations: readonly OrganizationSettings[]) {
    this.#byExternalId = new Map(organizations.map((one) => [one.externalId, one]));
  }

  /** A user's organization: one that was seeded, else one whose id stays the same for one external id. */
  of(user: FederatedUser): Organization | undefined {
    const externalId = user.organization_external_id;
    if (externalId === undefined) return undefined;
    const seeded = this.#byExternalId.get(externalId);
    return {
      id: seeded?.id ?? idFor('org', externalId),
      name: user.organization_external_name ?? seeded?.name ?? externalId,
    };
  }
}
