import { hostOf, type ServerRequest } from './exchange.js';

/** Whether a page of this very origin sent it, as the browser says (Fetch Metadata, else RFC 6454's Origin). */
export function isSameOrigin({ headers }: ServerRequest): boolean {
  const site = headers['sec-fetch-site'];
  return site === undefined ? hasOwnOrigin(headers) : site === 'same-origin';
}

/** Whether a page of another origin sent it: what is no browser, and what a person typed, comes from none. */
export function isFromAnotherSite({ headers }: ServerRequest): boolean {
  const { origin, 'sec-fetch-site': site } = headers;
  if (site !== undefined) return site !== 'same-origin' && site !== 'none';
  return origin !== undefined && !hasOwnOrigin(headers);
}

function hasOwnOrigin(headers: ServerRequest['headers']): boolean {
  const { origin } = headers;
  return origin !== undefined && URL.parse(origin)?.host === hostOf({ headers });
}
