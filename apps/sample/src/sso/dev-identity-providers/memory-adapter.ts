import type { Adapter, AdapterPayload } from 'oidc-provider';

/** One model of oidc-provider, kept in this process; what expired is gone when it is asked for. */
export class MemoryAdapter implements Adapter {
  readonly #entries = new Map<string, { payload: AdapterPayload; until: number }>();

  async upsert(id: string, payload: AdapterPayload, expiresInSeconds = Infinity): Promise<void> {
    this.#entries.set(id, { payload, until: Date.now() + expiresInSeconds * 1000 });
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.#live().find(([key]) => key === id)?.[1].payload;
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#live().find(([, { payload }]) => payload.uid === uid)?.[1].payload;
  }

  async findByUserCode(): Promise<undefined> {}

  async consume(id: string): Promise<void> {
    const payload = await this.find(id);
    if (payload) payload['consumed'] = Math.floor(Date.now() / 1000);
  }

  async destroy(id: string): Promise<void> {
    this.#entries.delete(id);
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [id, { payload }] of this.#live()) {
      if (payload.grantId === grantId) this.#entries.delete(id);
    }
  }

  #live() {
    const now = Date.now();
    for (const [id, { until }] of this.#entries) if (until <= now) this.#entries.delete(id);
    return [...this.#entries];
  }
}
