import { createHash } from 'node:crypto';
import { callbackify } from 'node:util';
import type { SessionStore as FastifySessionStore } from '@fastify/session';
import { Injectable } from '@nestjs/common';
import { Store, type SessionData } from 'express-session';
import { Database } from '../database/database.js';

const LIFETIME_HOURS = 8;

/** What either plugin stores, as it comes back out of JSON. */
type StoredSession = SessionData & Parameters<FastifySessionStore['set']>[1];

class SessionRow {
  readonly data!: StoredSession;
}

type Done = (error?: unknown) => void;

/**
 * Sessions in the app's database, for express-session and for @fastify/session. They end eight
 * hours after they began, used or not. Ids are hashed, so that who reads the table can't use them.
 */
@Injectable()
export class SessionStore extends Store {
  constructor(private readonly database: Database) {
    super();
  }

  override get(id: string, done: (error: unknown, session?: StoredSession | null) => void): void {
    callbackify(() => this.#find(id))(done);
  }

  override set(id: string, session: object, done: Done = () => {}): void {
    callbackify(() => this.#save(id, session))(done);
  }

  override destroy(id: string, done: Done = () => {}): void {
    callbackify(() => this.database.execute('delete from sessions where id_hash = $1', [hash(id)]))(
      done,
    );
  }

  /** Signs somebody out wherever they are signed in. */
  async endAllOf(userId: string): Promise<void> {
    await this.database.execute(`delete from sessions where data->>'userId' = $1`, [userId]);
  }

  async #find(id: string): Promise<StoredSession | null> {
    const [row] = await this.database.query(
      SessionRow,
      'select data from sessions where id_hash = $1 and expires_at > now()',
      [hash(id)],
    );
    return row?.data ?? null;
  }

  async #save(id: string, session: object): Promise<void> {
    await this.database.execute('delete from sessions where expires_at < now()');
    await this.database.execute(
      `insert into sessions (id_hash, data, expires_at)
       values ($1, $2, now() + make_interval(hours => $3))
       on conflict (id_hash) do update set data = excluded.data`,
      [hash(id), JSON.stringify(session), LIFETIME_HOURS],
    );
  }
}

function hash(id: string): string {
  return createHash('sha256').update(id).digest('base64url');
}
