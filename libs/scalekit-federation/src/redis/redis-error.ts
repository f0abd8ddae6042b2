/**
 * What Redis answers begins with a word of its own, such as NOAUTH or READONLY. As a code it gets
 * into the log, where messages do not: a client's own ones may quote an address with a password.
 */
export function withRedisCode(error: unknown): never {
  const word = error instanceof Error ? /^[A-Z]{2,32}(?= )/.exec(error.message)?.[0] : undefined;
  if (word === undefined) throw error;
  throw Object.assign(new Error('Redis refused the script'), { code: word });
}
