import { createHash, randomBytes } from 'node:crypto';
import type { Page } from './page.js';

/** An OAuth client as MCP clients are: registered by itself, public, with PKCE. */
export class OAuthClient {
  readonly #verifier = randomBytes(32).toString('base64url');
  readonly state = randomBytes(8).toString('base64url');

  private constructor(
    private readonly issuer: string,
    readonly clientId: string,
    readonly redirectUri: string,
  ) {}

  static async register(resourceUrl: string): Promise<OAuthClient> {
    const redirectUri = 'http://127.0.0.1:9/callback';
    const { origin, pathname } = new URL(resourceUrl);
    const id = pathname.split('/').at(-1);
    const response = await fetch(`${origin}/api/v1/resources/${id}/clients:register`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        client_name: 'Test client',
        redirect_uris: [redirectUri],
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token'],
      }),
    });
    const { client_id: clientId } = (await response.json()) as { client_id: string };
    return new OAuthClient(resourceUrl, clientId, redirectUri);
  }

  /** Where the client sends a browser. */
  get authorizeUrl(): string {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: this.clientId,
      redirect_uri: this.redirectUri,
      code_challenge: createHash('sha256').update(this.#verifier).digest('base64url'),
      code_challenge_method: 'S256',
      scope: 'openid profile email',
      state: this.state,
    });
    return `${this.issuer}/oauth/authorize?${query}`;
  }

  /** The claims of the token that the redirect's code is redeemed for, or the OAuth error. */
  async claims(stopped: Page): Promise<Record<string, unknown>> {
    const query = stopped.next?.searchParams ?? new URLSearchParams();
    if (!query.has('code')) return Object.fromEntries(query);
    const [, payload = ''] = (await this.redeem(stopped)).split('.');
    return JSON.parse(Buffer.from(payload, 'base64url').toString()) as Record<string, unknown>;
  }

  /** Redeems the code of the redirect that a browser was stopped at; the access token. */
  async redeem(stopped: Page): Promise<string> {
    const response = await fetch(`${this.issuer}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code: stopped.next?.searchParams.get('code') ?? '',
        client_id: this.clientId,
        redirect_uri: this.redirectUri,
        code_verifier: this.#verifier,
      }),
    });
    const { access_token: token = '' } = (await response.json()) as { access_token?: string };
    return token;
  }
}
