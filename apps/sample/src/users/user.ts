export class Organization {
  readonly id!: string;
  readonly name!: string;
  readonly plan!: 'starter' | 'business' | 'enterprise';
}

/** Somebody who may sign in. The password's hash is no part of it and never leaves the service. */
export class User {
  readonly id!: string;
  readonly email!: string;
  readonly emailVerified!: boolean;
  readonly name!: string;
  readonly givenName!: string | null;
  readonly familyName!: string | null;
  readonly department!: string | null;
  readonly roles!: string[];
  readonly organization!: Organization;
  /** When an identity provider has seen them sign in, in seconds; known to the request that ends the trip. */
  authTime?: number;
}

/** May off-board people of the same organization. */
export function isAdministrator({ roles }: User): boolean {
  return roles.includes('admin');
}
