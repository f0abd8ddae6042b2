/**
 * A client, a cluster or a pool of the package `redis` (node-redis), which is connected by its user.
 * Only what is used here is asked for, so that every version of the package fits.
 */
export interface NodeRedisClient {
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/** A client or a cluster of the package `ioredis`. */
export interface IoRedisClient {
  eval(script: string, numberOfKeys: number, ...keysAndArguments: string[]): Promise<unknown>;
  /** Tells it from the other one, which has no such method. */
  call(command: string, ...parameters: string[]): Promise<unknown>;
}

/** Runs one Lua script on one key, so that a cluster knows the node. */
export type RunScript = (
  script: string,
  key: string,
  ...values: readonly string[]
) => Promise<unknown>;

/** @throws TypeError for what is no client */
export function scriptsOn(client: NodeRedisClient | IoRedisClient): RunScript {
  if (typeof Reflect.get(Object(client), 'eval') !== 'function') {
    throw new TypeError(
      'redisClaims() needs a client of `redis` or of `ioredis`, and this is none. Give it what createClient() or new Redis() returned, and no promise',
    );
  }
  // async: what a client throws at once is told as what it rejects with.
  if ('call' in client) {
    return async (script, key, ...values) => client.eval(script, 1, key, ...values);
  }
  return async (script, key, ...values) =>
    client.eval(script, { keys: [key], arguments: [...values] });
}
