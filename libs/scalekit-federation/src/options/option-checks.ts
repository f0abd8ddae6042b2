import { isLoopback } from '../http/caller.js';

/** What is wrong with a value and how to mend it, or undefined when nothing is. Never repeats a value. */
export type Check = (value: unknown) => string | undefined;

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

export function connectionId(value: unknown): string | undefined {
  const where = 'in Scalekit > MCP servers > your server > Configuration > Advanced configuration';
  if (typeof value !== 'string' || value === '') {
    return `is missing. Copy the Connection ID (conn_…) ${where}`;
  }
  if (value.startsWith('res_')) {
    return `is the id of the MCP server (res_…), not of its connection. Copy the Connection ID (conn_…) ${where}`;
  }
  if (!/^conn_[A-Za-z0-9_-]{1,27}$/.test(value)) {
    return `must be conn_ and letters, digits, - or _, at most 32 characters. Copy it ${where}`;
  }
  return undefined;
}

export function credential(what: string): Check {
  return (value) =>
    typeof value === 'string' && /^[\x21-\x7e]{1,512}$/.test(value)
      ? undefined
      : `is missing or has characters that no credential has. Copy the ${what} from Scalekit > Settings > API credentials`;
}

export function cookieSecrets(value: unknown): string | undefined {
  const remedy =
    "Make one with: node -p \"require('node:crypto').randomBytes(32).toString('base64url')\"";
  if (!Array.isArray(value) || value.length === 0) return `is missing. ${remedy}`;
  const short = value.findIndex(
    (secret) => typeof secret !== 'string' || Buffer.byteLength(secret) < 32,
  );
  if (short >= 0) return `number ${short + 1} is shorter than 32 bytes. ${remedy}`;
  return undefined;
}

/** Secrets that stand in documentation, or were typed rather than drawn. */
export function isSampleSecret(secret: unknown): boolean {
  if (typeof secret !== 'string') return false;
  return (
    /change.?me|example|sample|secret|password|development|insecure|your[-_]|0123456789/i.test(
      secret,
    ) || new Set(secret).size < 10
  );
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

export function oneOf(...allowed: readonly string[]): Check {
  return (value) =>
    typeof value === 'string' && allowed.includes(value)
      ? undefined
      : `must be one of ${allowed.map((name) => `'${name}'`).join(', ')}`;
}

export function isFunction(value: unknown): string | undefined {
  return typeof value === 'function' ? undefined : 'must be a function';
}

export function isFunctionOrObject(value: unknown): string | undefined {
  const fits = typeof value === 'function' || (typeof value === 'object' && value !== null);
  return fits ? undefined : 'must be an object or a function that returns one';
}

export function isBoolean(value: unknown): string | undefined {
  return typeof value === 'boolean' ? undefined : 'must be true or false';
}
