/** Creates what is missing. The lock lets several instances start at once. */
export const schema = `
  select pg_advisory_xact_lock(7391046);

  create table if not exists organizations (
    id    text primary key check (id like 'org\\_%'),
    name  text not null,
    plan  text not null check (plan in ('starter', 'business', 'enterprise'))
  );

  create table if not exists users (
    id              text primary key check (id like 'usr\\_%'),
    organization_id text not null references organizations,
    email           text not null,
    email_verified  boolean not null default false,
    password_hash   text not null,
    name            text not null,
    given_name      text,
    family_name     text,
    department      text,
    roles           text[] not null default '{}',
    disabled        boolean not null default false,
    created_at      timestamptz not null default now()
  );
  create unique index if not exists users_email on users (lower(email));

  create table if not exists authenticators (
    user_id   text primary key references users,
    secret    text not null,
    last_step bigint not null default 0
  );

  create table if not exists shipments (
    id              text primary key check (id like 'shp\\_%'),
    organization_id text not null references organizations,
    destination     text not null,
    carrier         text not null,
    status          text not null check (status in ('booked', 'in transit', 'delivered')),
    due_on          date not null
  );

  create table if not exists sessions (
    id_hash    text primary key,
    data       jsonb not null,
    expires_at timestamptz not null
  );
  create index if not exists sessions_expires_at on sessions (expires_at);
`;
