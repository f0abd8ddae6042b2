/** Who works with the demo. Passwords are for everybody to read: never in production. */
export const demoOrganizations = [
  { id: 'org_alderfreight', name: 'Alder Freight', plan: 'business' },
  { id: 'org_birchtrading', name: 'Birch Trading', plan: 'starter' },
] as const;

/** The hashes are ready-made: to hash five passwords takes a second of every start. */
export const demoUsers = [
  {
    id: 'usr_7hq2mvx9',
    organizationId: 'org_alderfreight',
    email: 'alice@example.com',
    password: 'correct horse battery staple',
    passwordHash:
      'scrypt$16384$8$5$cd0Z10VKr4TRH4D2BHuxKQ$DudCJ577ir6onsOs3XtOWVNYHj4joQP6P43rcEBcpGc',
    name: 'Alice Andersen',
    givenName: 'Alice',
    familyName: 'Andersen',
    department: 'Operations',
    roles: ['admin', 'dispatcher'],
    disabled: false,
  },
  {
    id: 'usr_3kd8wt5c',
    organizationId: 'org_birchtrading',
    email: 'bob@example.com',
    password: 'seven quiet lorries waiting',
    passwordHash:
      'scrypt$16384$8$5$gbfXf1WJKvyY9lzvDuiGcg$C7T1C-OA8dZC7h647VjEXAb6YP-p471xA_yNhNhJPJA',
    name: 'Bob Okafor',
    givenName: 'Bob',
    familyName: 'Okafor',
    department: 'Billing',
    roles: ['member'],
    disabled: false,
  },
  {
    id: 'usr_9rn4jb6e',
    organizationId: 'org_birchtrading',
    email: 'carol@example.com',
    password: 'left the company in spring',
    passwordHash:
      'scrypt$16384$8$5$9KBWbLKesalAsHD_2Nc3cg$zYG03HfQEi3fUYOmUOOFCHbgHAgMOsSXKjpSGC2pBoI',
    name: 'Carol Lindqvist',
    givenName: 'Carol',
    familyName: 'Lindqvist',
    department: 'Billing',
    roles: ['member'],
    disabled: true,
  },
  {
    id: 'usr_5tz8pn2w',
    organizationId: 'org_alderfreight',
    email: 'dana@example.com',
    password: 'nine lanterns over the quay',
    passwordHash:
      'scrypt$16384$8$5$LKTAWKo8Daj8DhLnga_48A$bIUhh3X4T2jwRverjo4rZHvhiHCXXHeXeHtjGctWZHM',
    name: 'Dana Petrov',
    givenName: 'Dana',
    familyName: 'Petrov',
    department: 'Customs',
    roles: ['member'],
    disabled: false,
  },
  {
    id: 'usr_8wc3fy7p',
    organizationId: 'org_alderfreight',
    email: 'finn@example.com',
    password: 'two gulls upon the crane',
    passwordHash:
      'scrypt$16384$8$5$FPZrfSxx8zDu7VL1VZ_D1Q$Ti5venB7fhM2N87sqLJ5-G7fQYBjL5LQEAqsSNFIrXg',
    name: 'Finn Larsen',
    givenName: 'Finn',
    familyName: 'Larsen',
    department: 'Warehouse',
    roles: ['member'],
    disabled: false,
  },
] as const;

/** The only account with a second factor. Base32, for an authenticator app. */
export const demoAuthenticator = {
  userId: 'usr_5tz8pn2w',
  secret: 'OJSWC3DMPEQHGZLDOJSXIIDLMV4Q',
} as const;

export const demoShipments = [
  ['shp_48213', 'org_alderfreight', 'Gdańsk', 'Baltic Line', 'in transit', '2026-12-03'],
  ['shp_48190', 'org_alderfreight', 'Rotterdam', 'Baltic Line', 'booked', '2026-12-09'],
  ['shp_47722', 'org_alderfreight', 'Lyon', 'Roule & Fils', 'delivered', '2026-11-14'],
  ['shp_48207', 'org_birchtrading', 'Lagos', 'Meridian Sea', 'in transit', '2026-12-18'],
  ['shp_47655', 'org_birchtrading', 'Porto', 'Meridian Sea', 'delivered', '2026-11-10'],
] as const;
