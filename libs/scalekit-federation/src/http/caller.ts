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

/** A script that will read the answer itself: it gets JSON. */
export function expectsJson(headers: RequestHeaders): boolean {
  return (
    single(headers, 'sec-fetch-dest') === 'empty' ||
    (accepts(headers, 'application/json') && !accepts(headers, 'text/html'))
  );
}

/** A browser that will show the answer to a person. */
export function expectsPage(headers: RequestHeaders): boolean {
  if (expectsJson(headers)) return false;
  return single(headers, 'sec-fetch-mode') === 'navigate' || accepts(headers, 'text/html');
}

/** A top-level navigation; older browsers, which send no fetch metadata, are known by what they accept. */
export function isDocumentNavigation(headers: RequestHeaders): boolean {
  const destination = single(headers, 'sec-fetch-dest');
  if (destination !== undefined) {
    return destination === 'document' && single(headers, 'sec-fetch-mode') === 'navigate';
  }
  return accepts(headers, 'text/html');
}

/** What a browser fetches ahead of a person's wish. */
function isPrefetch(headers: RequestHeaders): boolean {
  return ['sec-purpose', 'purpose', 'x-moz'].some((name) =>
    (single(headers, name) ?? '').toLowerCase().includes('prefetch'),
  );
}

/**
 * Whether the request may set a login request aside: a document, or a same-origin script that drives
 * a login page of its own. Frames, images and foreign scripts may not.
 */
export function mayCapture(method: string, headers: RequestHeaders): boolean {
  if (method !== 'GET' || isPrefetch(headers)) return false;
  const destination = single(headers, 'sec-fetch-dest');
  if (destination === undefined || destination === 'document') return true;
  return destination === 'empty' && single(headers, 'sec-fetch-site') === 'same-origin';
}

/**
 * Whether a state-changing request came from a page of this app: by fetch metadata where the browser
 * sends it, else by Origin. A client that sends neither is no browser, and nothing can be forged in it.
 */
export function isSameOrigin(headers: RequestHeaders): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  const origin = headers['origin'];
  if (origin === undefined) return true;
  if (typeof origin !== 'string' || !URL.canParse(origin)) return false;
  const { host } = new URL(origin);
  return host === hostOf(headers);
}

/** The authority that the client addressed, in lower case; behind a proxy what it forwards as Host. */
function hostOf(headers: RequestHeaders): string {
  return (single(headers, 'host') ?? single(headers, ':authority') ?? '').toLowerCase();
}

/** `[::1]:3000` is `[::1]`, `localhost:3000` is `localhost`. */
export function hostnameOf(headers: RequestHeaders): string {
  return hostOf(headers).replace(/:\d+$/, '');
}

const loopbackHost = /^(localhost|[a-z0-9-]+\.localhost|127(\.\d{1,3}){3}|\[::1\])$/i;

/** True for a host name, without its port, that never leaves this machine. */
export function isLoopback(hostname: string): boolean {
  return loopbackHost.test(hostname);
}
