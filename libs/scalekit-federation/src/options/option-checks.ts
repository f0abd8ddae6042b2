/** What is wrong with a value and how to mend it, or undefined when nothing is. Never repeats a value. */
export type Check = (value: unknown) => string | undefined;

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

/** `res_…`; anything with a prefix of letters but the connection's. */
export function resourceId(value: unknown): string | undefined {
  const where = 'in Scalekit > MCP servers > your server';
  if (typeof value === 'string' && value.startsWith('conn_')) {
    return `is the id of the connection (conn_…), not of its MCP server. Copy the id (res_…) ${where}`;
  }
  return typeof value === 'string' && /^[A-Za-z]{1,16}_[A-Za-z0-9_-]{1,64}$/.test(value)
    ? undefined
    : `must be the id of the MCP server, as res_…. Copy it ${where}`;
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

export function oneOf(...allowed: readonly string[]): Check {
  return (value) =>
    allowed.some((name) => name === value)
      ? undefined
      : `must be one of ${allowed.map((name) => `'${name}'`).join(', ')}`;
}

export function wholeNumber(from: number, to: number, unit: string): Check {
  return (value) =>
    Number.isInteger(value) && Number(value) >= from && Number(value) <= to
      ? undefined
      : `must be a whole number of ${unit} from ${from} to ${to}`;
}

export function isFunction(value: unknown): string | undefined {
  return typeof value === 'function' ? undefined : 'must be a function';
}

export function isFunctionOrObject(value: unknown): string | undefined {
  const fits = typeof value === 'function' || (typeof value === 'object' && value !== null);
  return fits ? undefined : 'must be an object or a function that returns one';
}

export function claimStore(value: unknown): string | undefined {
  const methods = ['take', 'release', 'ping'];
  const isStore = methods.every((name) => typeof Reflect.get(Object(value), name) === 'function');
  return isStore
    ? undefined
    : `must have the methods ${methods.join(', ')}. Make one with redisClaims(client) of nestjs-scalekit-federation/redis`;
}

export function isBoolean(value: unknown): string | undefined {
  return typeof value === 'boolean' ? undefined : 'must be true or false';
}
