import { FederationLogger } from '../log/federation-logger.js';
import type { RunScript } from './redis-client.js';

/**
 * Says once that this Redis may throw claims away when its memory is full: volatile policies, too, take
 * keys that have an end, as every claim has. Whoever comes next could then answer a login request anew.
 */
export class EvictionWarning {
  #hasLooked = false;

  constructor(private readonly run: RunScript) {}

  /** Nobody waits for it. @param key of a claim, so that a cluster asks the node that holds some */
  look(key: string): void {
    if (this.#hasLooked) return;
    this.#hasLooked = true;
    // A user who may not run INFO is no reason to refuse logins.
    void this.run("return redis.call('INFO', 'memory')", key).then(warn, () => undefined);
  }
}

function warn(memory: unknown): void {
  const lines = String(memory).split(/\r?\n/);
  const valueOf = (name: string) => lines.find((line) => line.startsWith(name))?.slice(name.length);
  const policy = valueOf('maxmemory_policy:') ?? 'noeviction';
  if (policy === 'noeviction' || Number(valueOf('maxmemory:')) === 0) return;
  new FederationLogger().warn(
    `Redis throws claims away when its memory is full (maxmemory-policy ${policy}), and a second account could then answer a login request. Set maxmemory-policy noeviction, or use a Redis that has it`,
  );
}
