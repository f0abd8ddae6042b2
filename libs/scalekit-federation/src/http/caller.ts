/** Request headers as Node gives them: names in lower case. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** A header that came once; a repeated one is nobody's honest word. */
export function single(headers: RequestHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' ? value : undefined;
}

function accepts(headers: RequestHeaders, type: string): boolean {
  return (single(headers, 'accept') ?? '').toLowerCase().includes(type);
}

/** No script can ask for this mode, so the browser itself does (Fetch 2.2.5). */
function isNavigation(headers: RequestHeaders): boolean {
  return single(headers, 'sec-fetch-mode') === 'navigate';
}

/** A script that will read the answer itself: it gets JSON. */
export function expectsJson(headers: RequestHeaders): boolean {
  if (single(headers, 'sec-fetch-dest') === 'empty') return !isNavigation(headers);
  return accepts(headers, 'application/json') && !accepts(headers, 'text/html');
}

/** A browser that will show the answer to a person. */
export function expectsPage(headers: RequestHeaders): boolean {
  if (expectsJson(headers)) return false;
  return isNavigation(headers) || accepts(headers, 'text/html');
}

/**
 * A top-level navigation; older browsers, which send no fetch metadata, are known by what they accept.
 * A service worker that passes a navigation on makes its destination `empty`; frames keep theirs there.
 */
export function isDocumentNavigation(headers: RequestHeaders): boolean {
  const destination = single(headers, 'sec-fetch-dest');
  if (destination === undefined) return accepts(headers, 'text/html');
  return ['document', 'empty'].includes(destination) && isNavigation(headers);
}

/** False for what surely shows elsewhere than in a tab of its own: a frame, a part of a page, a script. */
export function mayOpenInTab(headers: RequestHeaders): boolean {
  const destination = single(headers, 'sec-fetch-dest');
  return destination === undefined || destination === 'document' || isDocumentNavigation(headers);
}

/** What a browser fetches ahead of a person's wish. */
function isPrefetch(headers: RequestHeaders): boolean {
  return ['sec-purpose', 'purpose', 'x-moz'].some((name) =>
    (single(headers, name) ?? '').toLowerCase().includes('prefetch'),
  );
}

/**
 * What keeps a request from setting a login request aside, in words for the log; undefined when nothing
 * does. A document may, and so may a same-origin script that drives a login page of its own.
 */
export function captureObstacle(method: string, headers: RequestHeaders): string | undefined {
  if (method !== 'GET') return `it is a ${method} request, and login pages are opened by GET`;
  if (isPrefetch(headers)) return 'the browser fetched it ahead of any wish to see it';
  if (mayOpenInTab(headers)) return undefined;
  if (single(headers, 'sec-fetch-dest') !== 'empty')
    return 'it is not for a tab of its own, but for a frame or a part of a page';
  return single(headers, 'sec-fetch-site') === 'same-origin'
    ? undefined
    : 'a script of another origin sent it. If it is your front end, name its origin in frontEnds (SCALEKIT_FRONT_ENDS)';
}

/**
 * Where a request comes from: by fetch metadata where the browser sends it, else by Origin. Nobody can
 * tell with neither: a front end's own server may have passed on what another site's page sent.
 */
function source(headers: RequestHeaders): 'own page' | 'elsewhere' | 'unknown' {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' ? 'own page' : 'elsewhere';
  const origin = headers['origin'];
  if (origin === undefined) return 'unknown';
  return isOwnOrigin(single(headers, 'origin') ?? '', hostOf(headers)) ? 'own page' : 'elsewhere';
}

/** Whether a state-changing request surely came from a page of this app. */
export function isFromOwnPage(headers: RequestHeaders): boolean {
  return source(headers) === 'own page';
}

/** Whether a request surely came from another site's page, or from nobody knows where (`Origin: null`). */
export function isFromElsewhere(headers: RequestHeaders): boolean {
  return source(headers) === 'elsewhere';
}

/** As browsers write an origin (RFC 6454 6.2), and nothing that a URL parser would mend. */
function isOwnOrigin(origin: string, host: string): boolean {
  return origin === `https://${host}` || origin === `http://${host}`;
}

/** The authority that the client addressed, in lower case; behind a proxy what it forwards as Host. */
function hostOf(headers: RequestHeaders): string {
  return (single(headers, 'host') ?? single(headers, ':authority') ?? '').toLowerCase();
}

/** For advice alone: a proxy may write any `Host`. */
export function isAddressedByLoopback(headers: RequestHeaders): boolean {
  return isLoopback(hostOf(headers).replace(/:\d+$/, ''));
}

const loopbackHost = /^(localhost|[a-z0-9-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/** True for a host name, without its port, that never leaves this machine. */
export function isLoopback(hostname: string): boolean {
  return loopbackHost.test(hostname);
}
