import { createHash } from 'node:crypto';
import type { EmulatorCredentials } from 'scalekit-emulator';
import { Browser } from '../support/browser.js';
import type { Page } from '../support/page.js';
import { Backend } from './backend.js';

export const redirectUri = 'http://127.0.0.1:9/callback';

const verifier = 'v'.repeat(43);

/** An MCP client that comes again and again under one id, and what its users do. */
export class SeededClient {
  readonly #backend: Backend;

  constructor(
    private readonly credentials: EmulatorCredentials,
    readonly clientId: string,
    /** `res_…` and the connection of the MCP server that it talks to. */
    private readonly server: { id: string; connectionId: string },
  ) {
    this.#backend = new Backend(credentials);
  }

  /** Begins a login. @returns what the app's login page is opened with */
  async begin(browser: Browser, scope: string): Promise<URLSearchParams> {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: this.clientId,
      redirect_uri: redirectUri,
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      code_challenge_method: 'S256',
      scope,
    });
    const { next } = await browser.navigate(`${this.#base}/oauth/authorize?${query.toString()}`);
    return next?.searchParams ?? new URLSearchParams();
  }

  /** Signs a user in, and stops at the consent page or at the client's redirect URI. */
  async signIn(sub: string, scope: string, browser = new Browser()): Promise<Page> {
    const { connectionId } = this.server;
    const login = await this.begin(browser, scope);
    const user = { sub, email: `${sub}@example.com` };
    await this.#backend.push(login.get('login_request_id') ?? '', user, { connectionId });
    const callbackUrl = this.#backend.callbackUrl(login.get('state') ?? '', connectionId);
    return browser.follow(await browser.navigate(callbackUrl), redirectUri);
  }

  /** Signs a user in where no consent is asked. @returns the token endpoint's answer */
  async connect(sub: string, scope = 'openid offline_access'): Promise<any> {
    const { next } = await this.signIn(sub, scope);
    return this.redeem(next?.searchParams.get('code') ?? '');
  }

  async redeem(code: string): Promise<any> {
    return this.#token({
      grant_type: 'authorization_code',
      code,
      redirect_uri: redirectUri,
      code_verifier: verifier,
    });
  }

  async refresh(refreshToken: string): Promise<any> {
    return this.#token({ grant_type: 'refresh_token', refresh_token: refreshToken });
  }

  get #base(): string {
    return `${this.credentials.environmentUrl}/resources/${this.server.id}`;
  }

  async #token(parameters: Record<string, string>): Promise<any> {
    const body = new URLSearchParams({ client_id: this.clientId, ...parameters });
    return (await fetch(`${this.#base}/oauth/token`, { method: 'POST', body })).json();
  }
}
