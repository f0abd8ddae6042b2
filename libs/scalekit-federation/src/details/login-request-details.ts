/** The app that asks, as Scalekit knows it. */
export interface LoginRequestClient {
  /** What the app calls itself, at most 100 characters; empty where it gives no name. Anybody may choose any name. */
  readonly name: string;
  /** The URL of its metadata document, else `m2m_…`. */
  readonly id: string;
  /**
   * The host that the app's metadata document is at. It says which app asks, never whose; undefined
   * where no host says so much.
   */
  readonly domain?: string;
  /**
   * How Scalekit came to know it: by a client id metadata document, by dynamic registration (RFC 7591),
   * or otherwise, by hand for example.
   */
  readonly registration: 'cimd' | 'dcr' | 'other';
}

/** The MCP server that the app wants to reach. */
export interface LoginRequestResource {
  /** `res_…` */
  readonly id: string;
  readonly name: string;
}

/** Which app asks for a login, for which MCP server, and what it wants to do there. */
export interface LoginRequestDetails {
  readonly client: LoginRequestClient;
  /** As the app wrote them. */
  readonly scopes: readonly string[];
  /** How many there are beside those; none but in what is kept for short. */
  readonly moreScopes: number;
  /** Undefined where the request is for no MCP server in particular. */
  readonly resource?: LoginRequestResource;
}

/** Takes the answer of Scalekit's SDK, `{ authRequest, client, resource? }`, or a promise of it. */
export type AskForDetails = (
  loginRequestId: string,
  context: { readonly connection: string | undefined },
) => unknown;
