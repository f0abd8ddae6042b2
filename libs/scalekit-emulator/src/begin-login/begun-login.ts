import type { Send } from '../browser/send.js';
import { LoginBrowser } from './login-browser.js';
import { stoppedAt } from './login-stopped.error.js';
import { PlayedClient, type McpServer, type Tokens } from './played-client.js';

/** Nobody listens there. */
export const defaultRedirectUri = 'http://127.0.0.1:9/callback';

/** What the played MCP client asks for. */
export interface BeginLoginOptions {
  /** @default ['openid', 'profile', 'email'] */
  readonly scopes?: readonly string[];
  /** The MCP server, by its URL or its `res_…` id. @default the first */
  readonly resource?: string;
  /**
   * Where the client gets its answer. Nobody has to listen there, unless the browser is a real one.
   * @default 'http://127.0.0.1:9/callback'
   */
  readonly redirectUri?: string;
  /** What the client calls itself, 128 characters at most. @default 'Test client' */
  readonly clientName?: string;
  /**
   * The browser that the person begins in, such as another tab (`newTab()`) of the one that an earlier login had.
   * @default a new one, with no cookies
   */
  readonly browser?: LoginBrowser;
}

/** What the MCP client has in the end. */
export interface FinishedLogin {
  readonly accessToken: string;
  /** Of the access token: `sub`, `email`, `aud`, `iss`, `scopes`, … */
  readonly claims: AccessTokenClaims;
  readonly scopes: readonly string[];
  readonly expiresInSeconds: number;
  /** With the scope `offline_access`. */
  readonly refreshToken?: string;
  readonly idToken?: string;
}

export interface AccessTokenClaims {
  readonly sub: string;
  readonly email?: string;
  readonly [name: string]: unknown;
}

/** A login that an MCP client began, and that waits for a person. */
export class BegunLogin {
  readonly #environmentUrl: string;
  readonly #client: PlayedClient;
  readonly #browser: LoginBrowser;

  private constructor(
    environmentUrl: string,
    client: PlayedClient,
    send: Send,
    /** Where the person's browser begins: Scalekit's authorization endpoint. */
    readonly url: string,
    browser: LoginBrowser | undefined,
  ) {
    this.#environmentUrl = environmentUrl;
    this.#client = client;
    this.#browser = browser ?? new LoginBrowser(send, client.redirectUri);
  }

  /** @internal */
  static async begin(
    environmentUrl: string,
    server: McpServer,
    send: Send,
    options: BeginLoginOptions,
  ): Promise<BegunLogin> {
    const {
      scopes = ['openid', 'profile', 'email'],
      redirectUri = options.browser?.redirectUri ?? defaultRedirectUri,
      clientName = 'Test client',
    } = options;
    const client = await PlayedClient.register(send, server, { redirectUri, clientName });
    const url = client.authorizeUrl(scopes);
    return new BegunLogin(environmentUrl, client, send, url, options.browser);
  }

  /** `m2m_…`, new for each login. */
  get clientId(): string {
    return this.#client.clientId;
  }

  get redirectUri(): string {
    return this.#client.redirectUri;
  }

  /** The client's own, which comes back with its answer; not the `state` that the app's login page gets. */
  get state(): string {
    return this.#client.state;
  }

  /** The browser of the person who began: one and the same each time. Another login's is another person's. */
  browser(): LoginBrowser {
    return this.#browser;
  }

  /**
   * Goes on where the browser stands: presses Allow if Scalekit asks, takes the answer and redeems the code.
   * @param callbackUrl the URL that another browser, such as Playwright's, was sent back to the client with
   * @throws {LoginStoppedError} that names the step, and what the browser saw
   */
  async finish(callbackUrl?: string): Promise<FinishedLogin> {
    return toFinished(await this.#client.redeem(callbackUrl ?? (await this.#comeBack())));
  }

  async #comeBack(): Promise<string> {
    const browser = this.#browser;
    const asked = `${this.#environmentUrl}/consent/`;
    const { page } = browser;
    const last =
      page?.url.startsWith(asked) && page.status === 200
        ? await browser.submit({}, { button: 'Allow' })
        : page;
    if (last?.url.startsWith(this.redirectUri)) return last.url;
    throw stoppedAt(last, this.#environmentUrl);
  }
}

export function toFinished(tokens: Tokens): FinishedLogin {
  const { access_token: accessToken, refresh_token: refreshToken, id_token: idToken } = tokens;
  return {
    accessToken,
    claims: claimsOf(accessToken),
    scopes: tokens.scope?.split(' ') ?? [],
    expiresInSeconds: tokens.expires_in,
    ...(refreshToken !== undefined && { refreshToken }),
    ...(idToken !== undefined && { idToken }),
  };
}

function claimsOf(jwt: string): AccessTokenClaims {
  const [, payload = ''] = jwt.split('.');
  return JSON.parse(Buffer.from(payload, 'base64url').toString()) as AccessTokenClaims;
}
