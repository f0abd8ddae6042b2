import type { Adapter, AdapterPayload } from 'oidc-provider';

interface Entry {
  payload: AdapterPayload;
  expiresAt: number;
}

/** Where every issuer's clients, codes and tokens live: in memory, shared, and gone with one `clear()`. */
export class Storage {
  readonly #models = new Map<string, Map<string, Entry>>();

  adapter(model: string): Adapter {
    return new MemoryAdapter(this, model);
  }

  entries(model: string): Map<string, Entry> {
    let entries = this.#models.get(model);
    if (!entries) this.#models.set(model, (entries = new Map()));
    return entries;
  }

  revokeGrant(grantId: string): void {
    for (const entries of this.#models.values()) {
      for (const [id, { payload }] of entries) {
        if (payload.grantId === grantId) entries.delete(id);
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
    this.#entries.set(id, { payload, expiresAt });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    const entry = this.#entries.get(id);
    if (entry && entry.expiresAt > Date.now()) return entry.payload;
    this.#entries.delete(id);
    return undefined;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    const entries = [...this.#entries.values()];
    return entries.find(({ payload }) => payload.uid === uid)?.payload;
  }

  async findByUserCode(): Promise<undefined> {
    return undefined; // there is no device flow
  }

  async consume(id: string): Promise<void> {
    const payload = await this.find(id);
    if (payload) payload.consumed = Math.floor(Date.now() / 1000);
  }

  async destroy(id: string): Promise<void> {
    this.#entries.delete(id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    this.storage.revokeGrant(grantId);
  }

  get #entries(): Map<string, Entry> {
    return this.storage.entries(this.model);
  }
}
