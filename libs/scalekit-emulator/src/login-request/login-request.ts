import { newId, newState } from '../environment/ids.js';
import { loginBounds } from '../memory/bounds.js';
import { Newest } from '../memory/newest.js';
import type { FlowNotes } from '../server/exchange.js';
import type { FederatedUser } from './federated-user.js';

/** One login, from `/oauth/authorize` to the code. */
export interface LoginRequest {
  readonly loginRequestId: string;
  readonly state: string;
  readonly authRequestId: string;
  readonly sessionId: string;
  /** In a cookie of the browser that began. */
  readonly browserToken: string;
  readonly connectionId: string;
  readonly expiresAt: number;
  readonly authorization: PendingAuthorization;
  /** What the app pushed. */
  user?: FederatedUser;
  /** The callback came, or the request was burned: neither push nor callback is taken any more. */
  spent: boolean;
}

/** The authorization request that waits in oidc-provider. */
export interface PendingAuthorization {
  /** Issuer of the provider that has it. */
  readonly issuer: string;
  /** oidc-provider's id for what it waits for. */
  readonly interactionId: string;
  /** `res_…` of the MCP server that it is for. */
  readonly resourceId: string;
  /** Whether the request or its client names that server; otherwise it is the first for want of another. */
  readonly namesResource: boolean;
  readonly clientId: string;
  readonly client: AskingClient;
  readonly redirectUri: string;
  readonly scopes: string[];
  /** Resource indicators of the request, or the default one. */
  readonly resources: string[];
}

/** What is known of the MCP client beside its id on the wire. */
export interface AskingClient {
  /** What it calls itself. */
  readonly name: string | undefined;
  /** `m2m_…`, Scalekit's own id, also where the id on the wire is a URL. */
  readonly skClientId: string;
  /** Where the emulator has it from: it registered itself, its id is a document's URL, or the seed names it. */
  readonly origin: 'registration' | 'document' | 'seed';
}

/** The newest login requests since the start or the last `reset()`. */
export class LoginRequests {
  readonly #byState = new Map<string, LoginRequest>();
  readonly #byId = new Newest<LoginRequest>(loginBounds, ({ state }) =>
    this.#byState.delete(state),
  );

  begin(
    authorization: PendingAuthorization,
    connectionId: string,
    ttlSeconds: number,
  ): LoginRequest {
    const request: LoginRequest = {
      loginRequestId: newId('lri'),
      state: newState(),
      authRequestId: newId('req'),
      sessionId: newId('ses'),
      browserToken: newState(),
      connectionId,
      expiresAt: Date.now() + ttlSeconds * 1000,
      authorization,
      spent: false,
    };
    this.#byState.set(request.state, request);
    const bytes = Buffer.byteLength(JSON.stringify(authorization));
    this.#byId.set(request.loginRequestId, request, bytes);
    return request;
  }

  findById(loginRequestId: string): LoginRequest | undefined {
    return this.#byId.get(loginRequestId);
  }

  findByState(state: string): LoginRequest | undefined {
    return this.#byState.get(state);
  }

  clear(): void {
    this.#byId.clear();
    this.#byState.clear();
  }
}

export function isExpired(request: LoginRequest): boolean {
  return Date.now() >= request.expiresAt;
}

/** What the journal says about every step of this login. */
export function notesOf({
  authRequestId,
  loginRequestId,
  connectionId,
  authorization,
  user,
}: LoginRequest): FlowNotes {
  return {
    authRequestId,
    loginRequestId,
    connectionId,
    clientId: authorization.clientId,
    ...(user?.sub !== undefined && { sub: user.sub }),
  };
}

/** The app's login page with both parameters; its own query stays byte for byte, unless it is said to be dropped. */
export function toLoginUrl(
  loginUrl: string,
  { loginRequestId, state }: LoginRequest,
  query: 'keep' | 'drop',
): string {
  const url = new URL(loginUrl);
  if (query === 'drop') url.search = '';
  const { href, search } = url;
  const parameters = new URLSearchParams({ login_request_id: loginRequestId, state });
  return `${href.replace(/\?$/, '')}${search === '' ? '?' : '&'}${parameters.toString()}`;
}
