import type { Kind, Secret } from './kinds.js';

/** What a field of a form, of JSON or of a query holds, by its name. */
const kindsOfFields: readonly (readonly [RegExp, Kind])[] = [
  [/^(login_?request_?id)$/i, 'login request id'],
  [/pass(word|wd)|^pass$/i, 'password'],
  [/^(e-?mail|mail|user_?name|user|address)$/i, 'e-mail address'],
  [/^client_?secret$/i, 'client secret'],
  [/^access_?token$/i, 'access token'],
];

type Field = readonly [name: string, value: unknown];

/** Scalekit's parameters, in the URL of a request; the `state` of an identity provider's comes without the other. */
export function secretsInUrl(url: string): Secret[] {
  const [, query = ''] = url.split('?', 2);
  const parameters = new URLSearchParams(query);
  const secrets = secretsInFields([...parameters]);
  if (!parameters.has('login_request_id')) return secrets;
  return [...secrets, ...all('state', parameters.getAll('state'))];
}

/** What a browser or a script posts. */
export function secretsInBody(contentType: string, body: string): Secret[] {
  return secretsInFields(fieldsOf(contentType, body));
}

export function secretsInAuthorization(header: string): Secret[] {
  const [, token] = /^Bearer\s+(\S+)$/i.exec(header) ?? [];
  return all('access token', [token]);
}

/** @param pairs `NAME=value` */
export function secretsInEnvironment(pairs: readonly string[]): Secret[] {
  return pairs.flatMap((pair): Secret[] => {
    const [, name, value = ''] = /^([A-Z_]+)=(.*)$/s.exec(pair) ?? [];
    if (name === 'SCALEKIT_CLIENT_SECRET') return [{ kind: 'client secret', value }];
    const isCookieKey = name === 'SCALEKIT_COOKIE_SECRET' || name === 'SESSION_SECRET';
    return isCookieKey ? value.split(',').map((key) => ({ kind: 'cookie key', value: key })) : [];
  });
}

/** @param line a whole `Set-Cookie: …` */
export function secretsInCookie(line: string): Secret[] {
  const [, value] = /^Set-Cookie: (?:__Host-)?scalekit_[^=]*=([^;]+)/i.exec(line) ?? [];
  return all('cookie', [value]);
}

/** Tickets and tokens that the library has sealed for a form, in a page or in JSON. */
export function secretsInAnswer(body: string): Secret[] {
  if (!body.includes('scalekit_')) return [];
  const fields = body.matchAll(/scalekit_(txn|csrf)\\?" value=\\?"([\w.-]+)/g);
  return [...fields].flatMap(([, , value]) => sealed(value));
}

export function secretsInFields(fields: readonly Field[]): Secret[] {
  return fields.flatMap(([name, value]) => {
    if (typeof value !== 'string') return [];
    if (name === 'scalekit_txn' || name === 'scalekit_csrf') return sealed(value);
    const [, kind] = kindsOfFields.find(([pattern]) => pattern.test(name)) ?? [];
    if (kind === undefined || (kind === 'e-mail address' && !isAddress(value))) return [];
    return [{ kind, value }];
  });
}

/** A `txn` alone is sixteen characters, and stands in every log. */
function sealed(value: string | undefined): Secret[] {
  return value !== undefined && value.length > 30 ? [{ kind: 'ticket', value }] : [];
}

/** Whatever a test posts as an address; a sentence with an `@` in it is none. */
function isAddress(value: string): boolean {
  return /^[^\s@]+@[^\s@]+$/.test(value);
}

function all(kind: Kind, values: readonly (string | undefined)[]): Secret[] {
  return values.flatMap((value) => (value === undefined ? [] : [{ kind, value }]));
}

function fieldsOf(contentType: string, body: string): Field[] {
  if (contentType.includes('json')) return fieldsOfJson(body);
  if (contentType.includes('multipart/')) {
    const parts = body.matchAll(/\bname="([^"]+)"\r?\n\r?\n([^\r\n]*)/g);
    return [...parts].map(([, name = '', value = '']) => [name, value]);
  }
  return [...new URLSearchParams(body)];
}

function fieldsOfJson(body: string): Field[] {
  try {
    const parsed: unknown = JSON.parse(body);
    return typeof parsed === 'object' && parsed !== null ? Object.entries(parsed) : [];
  } catch {
    return [];
  }
}
