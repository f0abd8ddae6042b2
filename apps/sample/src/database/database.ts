/** PostgreSQL, embedded or on a server: what both drivers have in common. */
export abstract class Database {
  /** Runs one statement with `$1`, `$2`, … and returns its rows as instances of `Row`. */
  async query<Row extends object>(
    Row: new () => Row,
    sql: string,
    parameters: readonly unknown[] = [],
  ): Promise<Row[]> {
    const rows = await this.run(sql, parameters);
    return rows.map((row) => Object.assign(new Row(), row));
  }

  /** Runs one statement whose rows, if any, don't matter. */
  async execute(sql: string, parameters: readonly unknown[] = []): Promise<void> {
    await this.run(sql, parameters);
  }

  /** Runs several statements without parameters in one transaction. */
  abstract migrate(script: string): Promise<void>;

  protected abstract run(sql: string, parameters: readonly unknown[]): Promise<object[]>;

  /** Called by Nest when the app ends. */
  abstract onApplicationShutdown(): Promise<void>;
}
