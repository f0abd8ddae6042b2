/** Of Express, the setting of the app; of Fastify, the schema of the route. */
interface PlatformResponse {
  readonly app?: { get?(setting: string): unknown };
  serialize?(body: unknown): unknown;
}

/** What the platform would send of a value that a route answers with: its settings and schemas may leave fields out. */
export function asSent(response: object, body: unknown): unknown {
  if (typeof body !== 'object' || body === null) return body;
  try {
    const reply = response as PlatformResponse;
    const replacer = reply.app?.get?.('json replacer') as never;
    const text = reply.serialize ? reply.serialize(body) : JSON.stringify(body, replacer);
    return JSON.parse(String(text)) as unknown;
  } catch {
    // It could not be sent at all.
    return undefined;
  }
}
