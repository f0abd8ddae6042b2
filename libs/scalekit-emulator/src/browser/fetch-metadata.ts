import { getPublicSuffix } from 'tough-cookie';
import type { Page, PageRequest } from './page.js';

export type FetchSite = 'none' | 'same-origin' | 'same-site' | 'cross-site';

/** `Sec-Fetch-Site`: the most distant relation on the whole redirect chain. */
export function siteOf(request: PageRequest): FetchSite {
  const { from } = request;
  if (from === undefined) return 'none';
  const relations = [...request.chain, request.url].map((url) => relation(from.url, url));
  return (
    (['cross-site', 'same-site'] as const).find((site) => relations.includes(site)) ?? 'same-origin'
  );
}

/** Sent to trustworthy origins only, loopback among them (Fetch Metadata Request Headers). */
export function fetchMetadata(request: PageRequest): Record<string, string> {
  if (!isTrustworthy(request.url)) return {};
  return {
    'sec-fetch-site': siteOf(request),
    'sec-fetch-mode': request.mode,
    'sec-fetch-dest': request.mode === 'navigate' ? 'document' : 'empty',
    ...(request.userActivated && request.mode === 'navigate' && { 'sec-fetch-user': '?1' }),
  };
}

/**
 * `Origin`, as the Fetch standard appends it. A form post from a page with
 * `Referrer-Policy: no-referrer` carries `null`, even to its own origin.
 */
export function originHeader(request: PageRequest): string | undefined {
  const { from, url } = request;
  const crossOrigin = from !== undefined && from.url.origin !== url.origin;
  if (request.method === 'GET' && !(request.mode === 'cors' && crossOrigin)) return undefined;
  if (from === undefined || isTainted(request, from.url.origin)) return 'null';
  if (request.mode === 'navigate' && from.referrerPolicy === 'no-referrer') return 'null';
  return from.url.origin;
}

/** Whether a foreign origin on the chain redirected to another one. */
function isTainted(request: PageRequest, own: string): boolean {
  return request.chain.some(({ origin }, index) => {
    const target = request.chain[index + 1] ?? request.url;
    return origin !== own && origin !== target.origin;
  });
}

export function referer(from: Page | undefined, url: URL): string | undefined {
  if (from === undefined || from.referrerPolicy === 'no-referrer') return undefined;
  if (from.url.origin !== url.origin) {
    return from.referrerPolicy === 'same-origin' ? undefined : `${from.url.origin}/`;
  }
  return from.url.href.replace(/#.*/, '');
}

function relation(from: URL, to: URL): FetchSite {
  if (from.origin === to.origin) return 'same-origin';
  return from.protocol === to.protocol && siteName(from) === siteName(to)
    ? 'same-site'
    : 'cross-site';
}

/** The registrable domain; a port is no part of it. */
function siteName({ hostname }: URL): string {
  return getPublicSuffix(hostname, { ignoreError: true }) ?? hostname;
}

function isTrustworthy({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || /^(127\..*|\[::1\]|(.*\.)?localhost)$/.test(hostname);
}
