import { randomBytes } from 'node:crypto';
import { isFromElsewhere } from '../http/caller.js';
import type { HttpExchange } from '../http/http-exchange.js';
import { shortHash } from '../login-request/short-hash.js';
import type { StrategyAnswer } from './strategy-answer.js';

/** What identity providers send back unchanged: OAuth 2's `state`, SAML's RelayState, OAuth 1's token. */
const names = ['state', 'RelayState', 'oauth_token'] as const;

/** The value that came back with a callback, from its query or its form. */
export function returnedState(exchange: HttpExchange): string | undefined {
  for (const name of names) {
    const values = [...exchange.query.getAll(name), exchange.fields[name]].filter(
      (value) => value !== undefined,
    );
    const [value] = values;
    if (values.length === 1 && typeof value === 'string' && value !== '') return value;
  }
  return undefined;
}

/** A form of this app that begins a trip, and no answer that an identity provider posts. */
export function isBeginningForm(exchange: HttpExchange): boolean {
  const { method, headers } = exchange.request;
  const isAnswer = ['code', 'error', 'SAMLResponse'].some((name) =>
    Object.hasOwn(exchange.fields, name),
  );
  return method === 'POST' && !isFromElsewhere(headers) && !isAnswer;
}

/** The value that a strategy sends to the identity provider, in a redirect or in a form that submits itself. */
export function sentState({ headers, body }: StrategyAnswer): string | undefined {
  const query = queryOf(headers['location']);
  const inQuery = names.map((name) => query.get(name) ?? '').find((value) => value !== '');
  return inQuery ?? /name="RelayState"\s+value="([^"]+)"/.exec(body)?.[1];
}

/** A SAML request that carries nothing to recognise its answer by. */
export function lacksRelayState(answer: StrategyAnswer): boolean {
  const isSaml =
    queryOf(answer.headers['location']).has('SAMLRequest') ||
    answer.body.includes('name="SAMLRequest"');
  return isSaml && sentState(answer) === undefined;
}

export function queryOf(location: string | undefined): URLSearchParams {
  return location !== undefined && URL.canParse(location)
    ? new URL(location).searchParams
    : new URLSearchParams();
}

/** @param state undefined for a strategy that sends none, whose trips all look alike */
export function hashOf(state: string | undefined): string {
  return shortHash(state ?? '');
}

/** What our own RelayState says. */
export interface RelayState {
  readonly txn: string;
  readonly connection: string;
}

const relayStatePattern = /^sk\.([\w-]{16})\.([\w-]{8})\.[\w-]{16}$/;

/**
 * The answer comes as a cross-site POST without its cookie, so this names the login request and, by
 * hash, the connection whose mapper is needed; the rest cannot be guessed. SAML 2.0 bindings 3.4.3
 * allow it 80 bytes; it takes 45.
 */
export function createRelayState({ txn, connection }: RelayState): string {
  return `sk.${txn}.${tagOf(connection)}.${randomBytes(12).toString('base64url')}`;
}

/**
 * @param connections the names of the configured ones
 * @returns undefined for a RelayState that is not ours
 */
export function parseRelayState(
  value: string,
  connections: Iterable<string>,
): RelayState | undefined {
  const [, txn, tag] = relayStatePattern.exec(value) ?? [];
  const connection = [...connections].find((name) => tagOf(name) === tag);
  return txn === undefined || connection === undefined ? undefined : { txn, connection };
}

function tagOf(connection: string): string {
  return hashOf(connection).slice(0, 8);
}
