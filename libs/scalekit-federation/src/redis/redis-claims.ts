import type { Claim, ClaimAnswer, ClaimStore } from '../claims/claim-store.js';
import { EvictionWarning } from './eviction-warning.js';
import { scriptsOn, type IoRedisClient, type NodeRedisClient } from './redis-client.js';
import { withRedisCode } from './redis-error.js';

export interface RedisClaimsOptions {
  /** What every key begins with. @default 'scalekit-federation:claim:' */
  readonly prefix?: string | undefined;
}

/** Answers 'first', 'again' or 'taken'. The hash of an identity has no colon. */
const takeScript = `
local identity, attempt, seconds = ARGV[1], ARGV[2], ARGV[3]
local held = redis.call('GET', KEYS[1])
if held and string.sub(held, 1, #identity + 1) ~= identity .. ':' then return 'taken' end
redis.call('SET', KEYS[1], identity .. ':' .. attempt, 'EX', seconds)
return held and 'again' or 'first'`;

const releaseScript = `
if redis.call('GET', KEYS[1]) == ARGV[1] .. ':' .. ARGV[2] then redis.call('DEL', KEYS[1]) end
return 'released'`;

const answers = ['first', 'again', 'taken'] as const;

/**
 * Keeps the claims of all replicas in Redis, for the option `store`: hashes only, each for 15 minutes.
 * Connecting and closing the client is the app's; nothing is asked of it before the first hand-off.
 *
 * @param client of `redis` 4 to 6 or of `ioredis` 5 and 6, of one server or of a cluster
 * @throws TypeError where that is no such client
 */
export function redisClaims(
  client: NodeRedisClient | IoRedisClient,
  options: RedisClaimsOptions = {},
): ClaimStore {
  const { prefix = 'scalekit-federation:claim:' } = options;
  const script = scriptsOn(client);
  const run: typeof script = (...parameters) => script(...parameters).catch(withRedisCode);
  const warning = new EvictionWarning(run);
  return {
    take: async ({ key, identity, attempt }: Claim, ttlSeconds: number): Promise<ClaimAnswer> => {
      const told = await run(takeScript, prefix + key, identity, attempt, String(ttlSeconds));
      const answer = answers.find((word) => word === String(told));
      if (answer === undefined) throw new TypeError('Redis did not answer as the script does');
      warning.look(prefix + key);
      return answer;
    },
    release: async ({ key, identity, attempt }: Claim): Promise<void> => {
      await run(releaseScript, prefix + key, identity, attempt);
    },
    ping: async (): Promise<void> => {
      await run("return 'PONG'", `${prefix}ping`);
    },
  };
}
