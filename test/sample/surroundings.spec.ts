import { rm } from 'node:fs/promises';
import { Pool } from 'pg';
import { Database } from '../../apps/sample/src/database/database.js';
import { schema as tables } from '../../apps/sample/src/database/schema.js';
import { ServerDatabase } from '../../apps/sample/src/database/server.database.js';
import { hashPassword } from '../../apps/sample/src/users/password.js';
import { Browser } from '../support/browser.js';
import { alice, databaseFolder, Sample, startTimeoutMs } from '../support/sample.js';

const adapters = ['express', 'fastify'];
const postgresUrl = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';

describe('wrong surroundings', () => {
  it('stop the start with one message that names every variable and the fix', async () => {
    const start = Sample.start({ HTTP_ADAPTER: 'koa', PORT: 'x', DATABASE_URL: 'mysql://db/x' });
    await expect(start).rejects.toThrow(
      /HTTP_ADAPTER[^]*PORT|PORT[^]*HTTP_ADAPTER[^]*DATABASE_URL/,
    );
  });

  it('are missing secrets and a database in production', async () => {
    const start = Sample.start({ NODE_ENV: 'production' });
    await expect(start).rejects.toThrow(
      /missing[^]*at SESSION_SECRET[^]*missing[^]*at DATABASE_URL/,
    );
  });
});

const folder = await databaseFolder();
afterAll(() => rm(folder, { recursive: true }));

describe.each(adapters)('production on %s', (adapter) => {
  let sample: Sample;

  beforeAll(async () => {
    sample = await Sample.start({
      HTTP_ADAPTER: adapter,
      NODE_ENV: 'production',
      DATABASE_DIR: folder,
      SESSION_SECRET: 'a secret of thirty-two bytes or more',
      TRUSTED_PROXIES: '1',
    });
  }, startTimeoutMs);
  afterAll(() => sample?.close());

  it('has no demo accounts, and cookies for https only', async () => {
    const browser = new Browser({ headers: { 'x-forwarded-proto': 'https' } });
    expect((await sample.signIn(browser, alice)).status).toBe(401);

    const account = { email: `${adapter}@example.com`, password: 'a password of production' };
    const database = sample.app.get(Database);
    await database.execute(
      "insert into organizations values ('org_1', 'One', 'starter') on conflict do nothing",
    );
    await database.execute(
      `insert into users (id, organization_id, email, password_hash, name)
       values ($1, 'org_1', $2, $3, 'Somebody')`,
      [`usr_${adapter}`, account.email, await hashPassword(account.password)],
    );
    const answer = await sample.signIn(browser, account);
    expect(answer.status).toBe(303);
    expect(answer.headers.getSetCookie()).toEqual([
      expect.stringMatching(/^__Host-waybill=[^;]+; Path=\/; HttpOnly; Secure; SameSite=Lax$/),
    ]);
  });
});

/** Why PostgreSQL cannot be tried here, if so. */
async function whyUnreachable(): Promise<string | undefined> {
  const pool = new Pool({ connectionString: postgresUrl, connectionTimeoutMillis: 2_000 });
  try {
    await pool.query('select 1');
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message || error.name : String(error);
  } finally {
    await pool.end();
  }
}

// A server that was named must be there.
const unreachable = process.env['TEST_DATABASE_URL'] ? undefined : await whyUnreachable();
const onPostgres =
  unreachable === undefined ? describe.each(adapters) : describe.skip.each(adapters);

onPostgres(
  `a PostgreSQL server, on %s${unreachable ? ` (skipped: ${unreachable})` : ''}`,
  (adapter) => {
    const schema = `waybill_${process.pid}_${adapter}`;
    const url = new URL(postgresUrl);
    url.searchParams.set('options', `-c search_path=${schema}`);
    let pool: Pool;

    beforeAll(async () => {
      pool = new Pool({ connectionString: postgresUrl });
      await pool.query(`create schema ${schema}`);
    });
    afterAll(async () => {
      await pool.query(`drop schema ${schema} cascade`);
      await pool?.end();
    });

    it('gets its tables once when several instances start together', async () => {
      const instances = Array.from({ length: 4 }, () => new ServerDatabase(url.href));
      try {
        await Promise.all(instances.map((instance) => instance.migrate(tables)));
      } finally {
        await Promise.all(instances.map((instance) => instance.onApplicationShutdown()));
      }
    });

    it('holds users and sessions, so that instances share them and a restart keeps them', async () => {
      const environment = {
        HTTP_ADAPTER: adapter,
        DATABASE_URL: url.href,
        SESSION_SECRET: 'a secret of thirty-two bytes or more',
      };
      const one = await Sample.start(environment);
      const two = await Sample.start(environment);
      const browser = new Browser();
      try {
        expect((await one.signIn(browser, alice)).status).toBe(303);
        expect((await browser.navigate(two.url)).textOf()).toContain('Hello, Alice');
      } finally {
        await one.close();
        await two.close();
      }
      const three = await Sample.start(environment);
      try {
        expect((await browser.navigate(three.url)).textOf()).toContain('Hello, Alice');
      } finally {
        await three.close();
      }
      const { rows } = await pool.query(`select count(*)::int as users from ${schema}.users`);
      expect(rows).toEqual([{ users: 5 }]);
    });
  },
);
