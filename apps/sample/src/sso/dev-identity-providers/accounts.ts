import type { Account } from './account.js';

/** Who works at the company that signs in by OpenID Connect. */
export const oidcAccounts: readonly Account[] = [
  { id: 'acme-1042', email: 'frank@acme.example', name: 'Frank Adeyemi' },
  { id: 'acme-1077', email: 'gina@acme.example', name: 'Gina Moreau' },
];

/** Who works at the company that signs in by SAML. */
export const samlAccounts: readonly Account[] = [
  { id: 'e-2201', email: 'hannah@bolt.example', name: 'Hannah Fischer' },
  { id: 'e-2214', email: 'ivan@bolt.example', name: 'Ivan Petrov' },
];
