import type { MapPrincipal } from 'nestjs-scalekit-federation';
import { User } from '../users/user.js';

/** What AI apps learn of a user: who it is, what the role is, and for which customer. */
export const toFederatedUser: MapPrincipal = (principal) => {
  if (!(principal instanceof User)) throw new TypeError('Only users of this app sign in here');
  const { organization } = principal;
  return {
    sub: principal.id,
    email: principal.email,
    emailVerified: principal.emailVerified,
    name: principal.name,
    givenName: principal.givenName,
    familyName: principal.familyName,
    roles: principal.roles,
    organizationExternalId: organization.id,
    organizationExternalName: organization.name,
    customAttributes: { plan: organization.plan, department: principal.department },
  };
};
