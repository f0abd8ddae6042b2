import { shownName } from '../details/shown-name.js';
import { parseObject, type Outcome } from './outcome.js';
import { isAccepted } from './push-result.js';

/** An app that a person has connected. */
export interface ConnectedApp {
  /** Names it for `disconnectApps()`. */
  readonly id: string;
  readonly clientId: string;
  /** What the app calls itself, fit to be shown; empty where it gives no name. */
  readonly clientName: string;
  readonly scopes: readonly string[];
  /** Undefined where Scalekit does not say. */
  readonly grantedAt: Date | undefined;
}

/** A consent, with whose it is. */
export interface Consent extends ConnectedApp {
  readonly sub: string;
}

export interface ConsentsPage {
  readonly consents: readonly Consent[];
  /** Undefined on the last page. */
  readonly nextPageToken: string | undefined;
}

/** Reads `{ consents: […], next_page_token }`. @returns undefined for what is no answer of Scalekit's */
export function readConsents(outcome: Outcome): ConsentsPage | undefined {
  if (!isAccepted(outcome)) return undefined;
  const page = parseObject(outcome.body);
  // Protobuf's JSON leaves an empty list out.
  const { consents = [], next_page_token: next } = page ?? {};
  if (page === undefined || !Array.isArray(consents)) return undefined;
  const nextPageToken = typeof next === 'string' && next !== '' ? next : undefined;
  return { consents: consents.flatMap((entry) => readConsent(entry) ?? []), nextPageToken };
}

/** What has no id, no owner or no client can neither be shown to anybody nor taken back. */
function readConsent(entry: unknown): Consent | undefined {
  const { id, external_user_id: sub, client_id: clientId, ...more } = Object(entry) as Fields;
  if (!isFilled(id) || !isFilled(sub) || !isFilled(clientId)) return undefined;
  const { client_name: name, scopes, granted_at: granted } = more;
  const time = typeof granted === 'string' ? new Date(granted) : undefined;
  return {
    id,
    sub,
    clientId,
    clientName: typeof name === 'string' ? shownName(name) : '',
    scopes: Array.isArray(scopes) ? scopes.filter(isFilled) : [],
    grantedAt: Number.isNaN(time?.getTime()) ? undefined : time,
  };
}

type Fields = Readonly<Record<string, unknown>>;

function isFilled(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** Whether a consent is taken back, by this call or by another. */
export function isGone(outcome: Outcome): true | undefined {
  const isUnknown = outcome.kind === 'response' && outcome.status === 404;
  return isAccepted(outcome) || isUnknown ? true : undefined;
}
