const count = 64;

/** Each has a token of its own, so that one that is refused is the trouble of few people. */
export const connections = Object.fromEntries(
  Array.from({ length: count }, (_, index) => [
    `c${index}`,
    {
      connectionId: `conn_${7_000_000 + index}`,
      clientId: `skc_${7_000_000 + index}`,
      clientSecret: `proof-client-nFq3vK9xTz7LpWd-${index}`,
    },
  ]),
);

export const connectionNames = Object.keys(connections);

/** Its name among the options, by Scalekit's id. */
export function connectionIdOf(name: string): string {
  const connection = connections[name];
  if (connection === undefined) throw new Error(`there is no connection ${name}`);
  return connection.connectionId;
}
