import { createHash, randomBytes } from 'node:crypto';
import type { HttpAnswer, Send } from '../browser/send.js';
import { LoginStoppedError } from './login-stopped.error.js';

/** The MCP server that a client wants to reach, and where it is let in. */
export interface McpServer {
  /** `res_…` */
  readonly id: string;
  /** `{environmentUrl}/resources/res_…`: its authorization server. */
  readonly authorizationServer: string;
  /** What a client names it by (RFC 8707). */
  readonly indicator: string;
}

/** What a client got for its code. */
export interface Tokens {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
  readonly scope?: string;
  readonly expires_in: number;
}

/** An MCP client that registered itself: public, with PKCE, resource indicator and a state of its own. */
export class PlayedClient {
  readonly state = randomBytes(16).toString('base64url');
  readonly #verifier = randomBytes(32).toString('base64url');

  private constructor(
    private readonly send: Send,
    private readonly server: McpServer,
    readonly clientId: string,
    readonly redirectUri: string,
  ) {}

  /** @throws {LoginStoppedError} `register` */
  static async register(
    send: Send,
    server: McpServer,
    { redirectUri, clientName }: { redirectUri: string; clientName: string },
  ): Promise<PlayedClient> {
    const { origin } = new URL(server.authorizationServer);
    const answer = await send({
      url: new URL(`${origin}/api/v1/resources/${server.id}/clients:register`),
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        client_name: clientName,
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
      }),
    });
    const { client_id: clientId } = answered('register', 201, answer) as { client_id: string };
    return new PlayedClient(send, server, clientId, redirectUri);
  }

  /** Where the client sends a browser. */
  authorizeUrl(scopes: readonly string[]): string {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: this.clientId,
      redirect_uri: this.redirectUri,
      code_challenge: createHash('sha256').update(this.#verifier).digest('base64url'),
      code_challenge_method: 'S256',
      scope: scopes.join(' '),
      state: this.state,
      resource: this.server.indicator,
    });
    return `${this.server.authorizationServer}/oauth/authorize?${query.toString()}`;
  }

  /**
   * Takes the answer that a browser brought, and redeems its code.
   * @throws {LoginStoppedError} `answer` or `token`
   */
  async redeem(callbackUrl: string): Promise<Tokens> {
    const answer = await this.send({
      url: new URL(`${this.server.authorizationServer}/oauth/token`),
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: this.#codeFrom(new URL(callbackUrl)),
        client_id: this.clientId,
        redirect_uri: this.redirectUri,
        code_verifier: this.#verifier,
        resource: this.server.indicator,
      }).toString(),
    });
    return answered('token', 200, answer) as Tokens;
  }

  #codeFrom({ searchParams }: URL): string {
    const error = searchParams.get('error') ?? undefined;
    const code = searchParams.get('code');
    if (error !== undefined) {
      const reason = searchParams.get('error_description') ?? 'no reason given';
      throw new LoginStoppedError('answer', `the client was told ${error}: ${reason}`, {
        oauthError: error,
      });
    }
    if (searchParams.get('state') !== this.state) {
      throw new LoginStoppedError('answer', 'the state is not that of this login');
    }
    if (code === null) throw new LoginStoppedError('answer', 'no code came');
    return code;
  }
}

function answered(step: 'register' | 'token', wanted: number, answer: HttpAnswer): unknown {
  if (answer.status === wanted) return JSON.parse(answer.text);
  const oauthError = /"error":\s*"(\w+)"/.exec(answer.text)?.[1];
  const said = `the emulator answered ${answer.status}: ${answer.text.slice(0, 300)}`;
  throw new LoginStoppedError(step, said, { oauthError });
}
