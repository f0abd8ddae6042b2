import { clientOf } from './read-details.js';
import type { LoginRequestDetails } from './login-request-details.js';

/** Details as they are sealed with a login request. */
export type SealedDetails = readonly [
  name: string,
  id: string,
  registration: 'c' | 'd' | 'o',
  scopes: readonly string[],
  moreScopes: number,
  resourceId?: string,
  resourceName?: string,
];

export const maxSealedBytes = 1024;
const maxSealedScopes = 20;

const letters = { cimd: 'c', dcr: 'd', other: 'o' } as const;
const registrations = { c: 'cimd', d: 'dcr', o: 'other' } as const;

/**
 * As much of the details as fits: scopes are left out from the end, and counted. A name, an id or a
 * host is never cut.
 *
 * @returns undefined where not even those fit
 */
export function fitDetails(
  details: LoginRequestDetails,
  maxBytes: number = maxSealedBytes,
): LoginRequestDetails | undefined {
  const { scopes, moreScopes } = details;
  let kept = Math.min(scopes.length, maxSealedScopes);
  for (; kept >= 0; kept -= 1) {
    const left = { ...details, scopes: scopes.slice(0, kept) };
    const fitted = { ...left, moreScopes: moreScopes + scopes.length - kept };
    if (Buffer.byteLength(JSON.stringify(sealDetails(fitted))) <= maxBytes) return fitted;
  }
  return undefined;
}

export function sealDetails(details: LoginRequestDetails): SealedDetails {
  const { client, scopes, moreScopes, resource } = details;
  const own = [client.name, client.id, letters[client.registration], scopes, moreScopes] as const;
  return resource === undefined ? own : [...own, resource.id, resource.name];
}

export function unsealDetails(sealed: SealedDetails): LoginRequestDetails {
  const [name, id, letter, scopes, moreScopes, resourceId, resourceName = ''] = sealed;
  const own = { client: clientOf(name, id, registrations[letter]), scopes, moreScopes };
  return resourceId === undefined
    ? own
    : { ...own, resource: { id: resourceId, name: resourceName } };
}
