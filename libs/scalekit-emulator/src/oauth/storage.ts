import type { Adapter, AdapterPayload } from 'oidc-provider';
import { storageBounds } from '../memory/bounds.js';
import { Newest } from '../memory/newest.js';

interface Entry {
  /** JSON: what a client says of itself takes up no more than it said. */
  readonly text: string;
  readonly grantId: string | undefined;
  readonly uid: string | undefined;
  readonly expiresAt: number;
}

/** Where every issuer's clients, codes and tokens live: in memory, shared, and gone with one `clear()`. */
export class Storage {
  readonly #models = new Map<string, Newest<Entry>>();

  adapter(model: string): Adapter {
    return new MemoryAdapter(this, model);
  }

  entries(model: string): Newest<Entry> {
    let entries = this.#models.get(model);
    if (!entries) this.#models.set(model, (entries = new Newest(storageBounds)));
    return entries;
  }

  /** Deletes the grants and all that was issued under them. */
  revokeGrants(grantIds: ReadonlySet<string>): void {
    for (const grantId of grantIds) this.entries('Grant').delete(grantId);
    for (const entries of this.#models.values()) {
      for (const [id, { grantId }] of entries.entries()) {
        if (grantId !== undefined && grantIds.has(grantId)) entries.delete(id);
      }
    }
  }

  clear(): void {
    this.#models.clear();
  }
}

class MemoryAdapter implements Adapter {
  constructor(
    private readonly storage: Storage,
    private readonly model: string,
  ) {}

  async upsert(id: string, payload: AdapterPayload, expiresInSeconds?: number): Promise<void> {
    const expiresAt =
      expiresInSeconds === undefined ? Infinity : Date.now() + expiresInSeconds * 1000;
    this.#set(id, payload, expiresAt);
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const entry = this.#entries.get(id);
    if (entry && entry.expiresAt > Date.now()) return payloadOf(entry);
    this.#entries.delete(id);
    return undefined;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const entry = this.#entries.values().find((one) => one.uid === uid);
    return entry && payloadOf(entry);
  }

  async findByUserCode(): Promise<undefined> {
    return undefined; // there is no device flow
  }

  async consume(id: string): Promise<void> {
    const entry = this.#entries.get(id);
    if (!entry) return;
    const consumed = Math.floor(Date.now() / 1000);
    this.#set(id, { ...payloadOf(entry), consumed }, entry.expiresAt);
  }

  async destroy(id: string): Promise<void> {
    this.#entries.delete(id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    this.storage.revokeGrants(new Set([grantId]));
  }

  #set(id: string, payload: AdapterPayload, expiresAt: number): void {
    const text = JSON.stringify(payload);
    const { grantId, uid } = payload;
    this.#entries.set(id, { text, grantId, uid, expiresAt }, Buffer.byteLength(text));
  }

  get #entries(): Newest<Entry> {
    return this.storage.entries(this.model);
  }
}

function payloadOf({ text }: Entry): AdapterPayload {
  return JSON.parse(text) as AdapterPayload;
}
