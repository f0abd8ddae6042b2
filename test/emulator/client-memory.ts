export const redirectUrl = 'http://127.0.0.1:9/callback';

/** What an MCP client remembers; it has the shape that both generations ask for. */
export class ClientMemory {
  readonly redirectUrl = redirectUrl;
  sentTo = new URL('about:blank');
  #client?: { client_id: string };
  #tokens?: any;
  #discovery?: any;
  #verifier = '';

  constructor(
    known: { client_id: string; issuer: string } | undefined,
    readonly clientMetadataUrl: string | undefined,
  ) {
    if (known) this.#client = known;
  }

  get clientMetadata() {
    return {
      client_name: 'MCP client',
      redirect_uris: [redirectUrl],
      grant_types: ['authorization_code', 'refresh_token'],
      token_endpoint_auth_method: 'none',
      scope: 'openid email offline_access',
    };
  }

  clientInformation = () => this.#client;
  saveClientInformation = (client: { client_id: string }) => void (this.#client = client);
  tokens = () => this.#tokens;
  saveTokens = (tokens: unknown) => void (this.#tokens = tokens);
  redirectToAuthorization = (url: URL) => void (this.sentTo = url);
  saveCodeVerifier = (verifier: string) => void (this.#verifier = verifier);
  codeVerifier = () => this.#verifier;
  saveDiscoveryState = (discovery: unknown) => void (this.#discovery = discovery);
  discoveryState = () => this.#discovery;
}
