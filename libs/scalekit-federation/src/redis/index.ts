export { redisClaims, type RedisClaimsOptions } from './redis-claims.js';
export type { IoRedisClient, NodeRedisClient } from './redis-client.js';
export type { Claim, ClaimAnswer, ClaimStore } from '../claims/claim-store.js';
