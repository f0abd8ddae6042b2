import { isLoopback } from '../http/caller.js';

/** An environment's origin: https, or http on loopback for an emulator; nothing behind it. */
export function scalekitUrl(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') {
    return 'is missing. Copy the environment URL from Scalekit > Settings > API credentials';
  }
  if (!URL.canParse(value)) return 'is not a URL. Write it with its scheme, as https://…';
  const url = new URL(value);
  if (!isHttpsOrLoopback(url)) {
    return 'must be https; http is for an emulator on localhost only. Use the https address';
  }
  if (url.username !== '' || url.password !== '') {
    return 'must not contain credentials. Remove what stands before the @';
  }
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '') {
    return 'must be an origin alone. Remove path, query and fragment';
  }
  return undefined;
}

/** Where browsers reach the app: https, or http on this machine; a path at most behind it. */
export function appUrl(value: unknown): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value)) {
    return 'is not a URL. Write the address that browsers use, as https://app.example.com';
  }
  const url = new URL(value);
  if (!isHttpsOrLoopback(url)) {
    return 'must be https; http is for development on localhost only. Use the https address';
  }
  if (url.username !== '' || url.password !== '') {
    return 'must not contain credentials. Remove what stands before the @';
  }
  if (url.hostname.endsWith('.')) return 'must not end with a dot. Remove it';
  if (url.search !== '' || url.hash !== '') {
    return 'must not have a query or a fragment. Remove it';
  }
  return undefined;
}

/** Origins as browsers write them in `Origin` (RFC 6454 6.2): that is what they are compared with. */
export function frontEnds(value: unknown): string | undefined {
  if (!Array.isArray(value)) return 'must be a list of origins, such as https://app.example.com';
  const problems = value.flatMap((entry: unknown, index) => {
    const problem = originProblem(entry);
    return problem === undefined ? [] : [`number ${index + 1} ${problem}`];
  });
  return problems.length > 0 ? problems.join('; ') : undefined;
}

function originProblem(value: unknown): string | undefined {
  if (typeof value !== 'string' || !URL.canParse(value) || /[*,\s]/.test(value)) {
    return 'is not an origin. Write each one out, as https://app.example.com; there are no wildcards';
  }
  const url = new URL(value);
  if (!isHttpsOrLoopback(url)) {
    return 'must be https; http is for development on localhost only. Use the https address';
  }
  if (url.username !== '' || url.password !== '') {
    return 'must not contain credentials. Remove what stands before the @';
  }
  if (url.hostname.endsWith('.')) return 'must not end with a dot. Remove it';
  return value === url.origin
    ? undefined
    : 'must be scheme, host and port alone, as browsers send them in Origin: lower case, ASCII (punycode), no path, no slash at the end, no default port';
}

function isHttpsOrLoopback({ protocol, hostname }: URL): boolean {
  return protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
}

export function path(value: unknown): string | undefined {
  return typeof value === 'string' && /^(\/[A-Za-z0-9._~-]+)+$/.test(value)
    ? undefined
    : 'must be a path such as /scalekit. Start it with / and end it without one';
}

/** A path of this app, or an absolute URL; anything else could leave to where nobody meant to go. */
export function loginUrl(value: unknown): string | undefined {
  const isPath = typeof value === 'string' && /^\/(?![/\\])[\x21-\x7e]*$/.test(value);
  const isUrl =
    typeof value === 'string' &&
    URL.canParse(value) &&
    ['https:', 'http:'].includes(new URL(value).protocol);
  return isPath || isUrl ? undefined : 'must be a path such as /login, or an absolute URL';
}
