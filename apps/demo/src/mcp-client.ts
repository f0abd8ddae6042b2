import { randomUUID } from 'node:crypto';
import type {
  OAuthClientProvider,
  OAuthDiscoveryState,
} from '@modelcontextprotocol/sdk/client/auth.js';
import type {
  OAuthClientInformationMixed,
  OAuthClientMetadata,
  OAuthTokens,
} from '@modelcontextprotocol/sdk/shared/auth.js';

/** The memory of an MCP client between its first refusal and its access token. */
export class MemoryOAuthProvider implements OAuthClientProvider {
  /** Where the user has to go, once the client knows. */
  authorizationUrl?: URL;
  private readonly sentState = randomUUID();
  private discovery?: OAuthDiscoveryState;
  private client?: OAuthClientInformationMixed;
  private savedTokens?: OAuthTokens;
  private verifier?: string;

  constructor(
    readonly redirectUrl: URL,
    private readonly onProgress: (step: string) => void,
  ) {}

  get clientMetadata(): OAuthClientMetadata {
    return {
      client_name: 'Demo MCP client',
      redirect_uris: [this.redirectUrl.href],
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      token_endpoint_auth_method: 'none',
      scope: 'openid profile email offline_access',
    };
  }

  state(): string {
    return this.sentState;
  }

  discoveryState(): OAuthDiscoveryState | undefined {
    return this.discovery;
  }

  saveDiscoveryState(discovery: OAuthDiscoveryState): void {
    this.discovery = discovery;
    this.onProgress('find the authorization server');
  }

  clientInformation(): OAuthClientInformationMixed | undefined {
    return this.client;
  }

  saveClientInformation(client: OAuthClientInformationMixed): void {
    this.client = client;
    this.onProgress('register as a client');
  }

  saveCodeVerifier(verifier: string): void {
    this.verifier = verifier;
  }

  codeVerifier(): string {
    if (this.verifier === undefined) throw new Error('No authorization was begun');
    return this.verifier;
  }

  redirectToAuthorization(authorizationUrl: URL): void {
    this.authorizationUrl = authorizationUrl;
  }

  tokens(): OAuthTokens | undefined {
    return this.savedTokens;
  }

  saveTokens(tokens: OAuthTokens): void {
    this.savedTokens = tokens;
    this.onProgress('redeem the code');
  }

  /**
   * Takes the code out of the redirect that ends the user's way.
   *
   * @throws Error if the authorization server sent an error, or the answer to somebody else's request
   */
  codeFrom(callback: URL): string {
    const { searchParams } = callback;
    if (searchParams.get('state') !== this.sentState)
      throw new Error('The state did not come back');
    const code = searchParams.get('code');
    if (code === null) {
      const reason = searchParams.get('error_description') ?? searchParams.get('error');
      throw new Error(`The authorization server refused: ${reason ?? 'no code came'}`);
    }
    return code;
  }
}
