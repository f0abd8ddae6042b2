/** Where browsers reach the app, behind a proxy that ends TLS. */
export const appOrigin = 'https://app.example.test';
/** A host beside it that the attacker may write cookies from. */
export const siblingOrigin = 'https://blog.example.test';
export const siblingDomain = 'example.test';
/** The attacker's own. */
export const evilOrigin = 'https://evil.example';
/** The company's identity provider. */
export const providerOrigin = 'https://idp.example';
/** A front end of the app's that it lists. */
export const frontEndOrigin = 'https://front.example.org';

/** The origin of the page that a request comes from; `nobody` for an address that was typed in. */
export type Initiator = string;

/** `Sec-Fetch-Site` of a request to the app (Fetch Metadata 2.3). */
export function siteOf(initiator: Initiator): 'none' | 'same-origin' | 'same-site' | 'cross-site' {
  if (initiator === 'nobody') return 'none';
  if (initiator === appOrigin) return 'same-origin';
  return initiator === siblingOrigin ? 'same-site' : 'cross-site';
}
