import { Logger } from '@nestjs/common';
import { Pool } from 'pg';
import { Database } from './database.js';

/** A PostgreSQL server. */
export class ServerDatabase extends Database {
  readonly #pool: Pool;

  constructor(connectionString: string) {
    super();
    this.#pool = new Pool({ connectionString, connectionTimeoutMillis: 5_000 });
    // An idle connection that the server closes would otherwise end the process.
    this.#pool.on('error', ({ message }) => new Logger(ServerDatabase.name).warn(message));
  }

  // Without parameters a script is one simple query, which PostgreSQL runs as one transaction.
  override async migrate(script: string): Promise<void> {
    await this.#pool.query(script);
  }

  protected override async run(sql: string, parameters: readonly unknown[]): Promise<object[]> {
    const { rows } = await this.#pool.query<object>(sql, [...parameters]);
    return rows;
  }

  override async onApplicationShutdown(): Promise<void> {
    await this.#pool.end();
  }
}
