import { PGlite } from '@electric-sql/pglite';
import { readFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Database } from './database.js';

/** Where the embedded database keeps its data, and what it begins with. */
export interface EmbeddedDatabaseOptions {
  /** In memory without one. */
  readonly folder?: string | undefined;
  /** An empty database that `prepare-database` wrote; without one it is made anew, which takes seconds. */
  readonly template?: string | undefined;
}

/** PostgreSQL inside this process: nothing to install, in memory or in a folder. */
export class EmbeddedDatabase extends Database {
  private constructor(private readonly engine: PGlite) {
    super();
  }

  /** @throws Error that names the template if nothing can be made of it */
  static async open({ folder, template }: EmbeddedDatabaseOptions): Promise<EmbeddedDatabase> {
    if (folder !== undefined) return new EmbeddedDatabase(await PGlite.create(folder));
    if (template === undefined) return new EmbeddedDatabase(await PGlite.create('memory://'));
    try {
      const loadDataDir = new Blob([await promisify(gunzip)(await readFile(template))]);
      return new EmbeddedDatabase(await PGlite.create('memory://', { loadDataDir }));
    } catch (cause) {
      const fix = 'delete it and run `npm run build`, or leave DATABASE_TEMPLATE out';
      throw new Error(`No database can be made of ${template}: ${fix}`, { cause });
    }
  }

  override async migrate(script: string): Promise<void> {
    await this.engine.transaction((transaction) => transaction.exec(script));
  }

  protected override async run(sql: string, parameters: readonly unknown[]): Promise<object[]> {
    const { rows } = await this.engine.query<object>(sql, [...parameters]);
    return rows;
  }

  override async onApplicationShutdown(): Promise<void> {
    await this.engine.close();
  }
}
