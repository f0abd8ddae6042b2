import { isLoopback } from '../http/caller.js';

/** An environment's origin: https, or http on loopback for an emulator; nothing behind it. */
export function scalekitUrl(value: unknown): string | undefined {
  if (typeof value !== 'string' || value === '') {
    return 'is missing. Copy the environment URL from Scalekit > Settings > API credentials';
  }
  if (!URL.canParse(value)) return 'is not a URL. Write it with its scheme, as https://…';
  const url = new URL(value);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
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
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isLoopback(url.hostname))) {
    return 'must be https; http is for development on localhost only. Use the https address';
  }
  if (url.username !== '' || url.password !== '') {
    return 'must not contain credentials. Remove what stands before the @';
  }
  if (url.search !== '' || url.hash !== '') {
    return 'must not have a query or a fragment. Remove it';
  }
  return undefined;
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
    typeof value === 'string' && URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);
  return isPath || isUrl ? undefined : 'must be a path such as /login, or an absolute URL';
}
