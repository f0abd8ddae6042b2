import { clientDomain } from './client-domain.js';
import type {
  LoginRequestClient,
  LoginRequestDetails,
  LoginRequestResource,
} from './login-request-details.js';
import { shownName } from './shown-name.js';

/** What was read, or why nothing can be, in words for the log that quote nothing. */
export type ReadDetails = { readonly details: LoginRequestDetails } | { readonly problem: string };

/** More than any client asks for, and little enough to look at one by one. */
const maxScopes = 1_000;

/**
 * Reads what `getLoginRequestDetails` of Scalekit's SDK (from 2.17) answers. Members that it may have
 * beside these are ignored; one of these that is not what it should be makes all of it worthless.
 */
export function readDetails(answer: unknown): ReadDetails {
  if (!isObject(answer)) return { problem: 'it is no object' };
  const { authRequest, client, resource } = answer;
  const scopes = isObject(authRequest) ? authRequest['scopes'] : undefined;
  if (!Array.isArray(scopes) || scopes.length > maxScopes || !scopes.every(isText)) {
    return { problem: 'authRequest.scopes is no list of texts' };
  }
  const asking = readClient(client);
  if (asking === undefined) {
    return { problem: 'client is not { clientName, clientId, isDcr, isCimd }' };
  }
  if (resource === undefined || resource === null) {
    return { details: { client: asking, scopes, moreScopes: 0 } };
  }
  const asked = readResource(resource);
  if (asked === undefined) return { problem: 'resource is not { id, name }' };
  return { details: { client: asking, scopes, moreScopes: 0, resource: asked } };
}

function readClient(client: unknown): LoginRequestClient | undefined {
  if (!isObject(client)) return undefined;
  const { clientName, clientId, isDcr = false, isCimd = false } = client;
  const isOneKind = typeof isDcr === 'boolean' && typeof isCimd === 'boolean' && !(isDcr && isCimd);
  if (!isText(clientName) || !isText(clientId) || !isOneKind) return undefined;
  return clientOf(shownName(clientName), clientId, registrationOf(isDcr, isCimd));
}

/** @param name is fit to be shown */
export function clientOf(
  name: string,
  id: string,
  registration: LoginRequestClient['registration'],
): LoginRequestClient {
  const domain = registration === 'cimd' ? clientDomain(id) : undefined;
  return domain === undefined ? { name, id, registration } : { name, id, domain, registration };
}

function registrationOf(isDcr: boolean, isCimd: boolean): LoginRequestClient['registration'] {
  if (isCimd) return 'cimd';
  return isDcr ? 'dcr' : 'other';
}

function readResource(resource: unknown): LoginRequestResource | undefined {
  if (!isObject(resource)) return undefined;
  const { id, name = '' } = resource;
  return isText(id) && id !== '' && isText(name) ? { id, name: shownName(name) } : undefined;
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
