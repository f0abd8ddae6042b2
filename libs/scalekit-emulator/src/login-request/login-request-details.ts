import { ApiError } from '../environment/api-error.js';
import type { Environment } from '../environment/environment.js';
import { isExpired, type LoginRequests } from './login-request.js';

/** Which app asks, for which MCP server, and what for: the answer of `getLoginRequestDetails` in Scalekit's SDK 2.17. */
export interface LoginRequestDetails {
  readonly authRequest: {
    /** `req_…`, what the push is answered with. */
    readonly id: string;
    /** What the MCP client asks for, as far as the MCP server knows it. */
    readonly scopes: readonly string[];
  };
  readonly client: {
    /** What the client calls itself; empty if it does not. */
    readonly clientName: string;
    /** The URL of its metadata document (CIMD), else `m2m_…`. */
    readonly clientId: string;
    /** `m2m_…`, also where `clientId` is a URL. */
    readonly skClientId: string;
    /** It registered itself (RFC 7591). */
    readonly isDcr: boolean;
    /** It is described by a document. Of a client that was registered by hand, neither is true. */
    readonly isCimd: boolean;
  };
  /** Left out if neither the request nor its client is bound to an MCP server. */
  readonly resource?: {
    /** `res_…` */
    readonly id: string;
    readonly name: string;
  };
}

/**
 * Scalekit's GetLoginRequestDetails.
 * @throws {ApiError} NOT_FOUND, in the same words for unknown and expired ids and those of other environments, so that
 * ids can't be probed
 */
export function loginRequestDetails(
  environment: Environment,
  requests: LoginRequests,
  loginRequestId: string,
): LoginRequestDetails {
  const request = requests.findById(loginRequestId);
  if (!request || isExpired(request)) {
    throw new ApiError(
      'NOT_FOUND',
      'login request not found: pass the login_request_id that your login page was opened with, before it expires',
    );
  }
  const { scopes, clientId, client, resourceId, namesResource } = request.authorization;
  const resource = namesResource ? environment.resourceById(resourceId) : undefined;
  return {
    authRequest: { id: request.authRequestId, scopes },
    client: {
      clientName: client.name ?? '',
      clientId,
      skClientId: client.skClientId,
      isDcr: client.origin === 'registration',
      isCimd: client.origin === 'document',
    },
    ...(resource && { resource: { id: resource.id, name: resource.name } }),
  };
}
