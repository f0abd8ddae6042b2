import { connections } from './credentials.js';

/** The tokens that hold, each for one connection. */
export class Tokens {
  readonly #held = new Map<string, string>();
  #count = 0;
  requests = 0;
  /** What `expires_in` says. */
  lifetimeSeconds = 86_399;

  issue(connection: string): string {
    this.#count += 1;
    const token = `token-${connection}-${this.#count}`.padEnd(600, 'x');
    this.#held.set(token, connection);
    return token;
  }

  /** Too early, as far as the one who holds it can know. */
  revoke(token: string): void {
    this.#held.delete(token);
  }

  connectionOf(token: string): string | undefined {
    return this.#held.get(token);
  }
}

/** `POST /oauth/token` by client credentials. */
export function tokenAnswer(tokens: Tokens, form: string): { status: number; body: object } {
  tokens.requests += 1;
  const fields = new URLSearchParams(form);
  const known = Object.entries(connections).find(
    ([, { clientId, clientSecret }]) =>
      fields.get('client_id') === clientId && fields.get('client_secret') === clientSecret,
  );
  if (known === undefined) return { status: 401, body: { error: 'invalid_client' } };
  const [connection] = known;
  return {
    status: 200,
    body: {
      access_token: tokens.issue(connection),
      token_type: 'Bearer',
      expires_in: tokens.lifetimeSeconds,
    },
  };
}
