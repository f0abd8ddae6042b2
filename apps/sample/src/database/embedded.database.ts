import { PGlite } from '@electric-sql/pglite';
import { Database } from './database.js';

/** PostgreSQL inside this process: nothing to install, in memory or in a folder. */
export class EmbeddedDatabase extends Database {
  readonly #engine: PGlite;

  constructor(folder?: string) {
    super();
    this.#engine = new PGlite(folder ?? 'memory://');
  }

  override async migrate(script: string): Promise<void> {
    await this.#engine.transaction((transaction) => transaction.exec(script));
  }

  protected override async run(sql: string, parameters: readonly unknown[]): Promise<object[]> {
    const { rows } = await this.#engine.query<object>(sql, [...parameters]);
    return rows;
  }

  override async onApplicationShutdown(): Promise<void> {
    await this.#engine.close();
  }
}
