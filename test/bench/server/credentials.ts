/** What the server expects and every contender sends. */
export const credentials = {
  clientId: 'skc_70000000000000001',
  clientSecret: 'bench-client-nFq3vK9xTz7LpWd2',
  connectionId: 'conn_70000000000000002',
} as const;

export const user = {
  sub: 'usr_70000000000000003',
  email: 'ada@example.com',
  emailVerified: true,
  givenName: 'Ada',
  familyName: 'Lovelace',
  name: 'Ada Lovelace',
} as const;

/** `user` as the REST endpoint reads it. */
export const wireUser = {
  sub: user.sub,
  email: user.email,
  email_verified: user.emailVerified,
  given_name: user.givenName,
  family_name: user.familyName,
  name: user.name,
} as const;
