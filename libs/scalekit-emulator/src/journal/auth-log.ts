import type { JournalEntry } from './journal-entry.js';

/** Scalekit's own words for how far a login got. */
export type AuthRequestStatus = 'Initiated' | 'Pending' | 'Success' | 'Failure';

/** One login from beginning to end, as far as it got. */
export interface AuthRequest {
  readonly authRequestId: string;
  readonly startedAt: string;
  readonly status: AuthRequestStatus;
  readonly clientId: string | undefined;
  readonly connectionId: string | undefined;
  readonly loginRequestId: string | undefined;
  readonly sub: string | undefined;
  readonly timeline: readonly TimelineStep[];
}

export interface TimelineStep {
  readonly title: string;
  /** After the first step, in milliseconds. */
  readonly afterMs: number;
  readonly failed: boolean;
  readonly entry: JournalEntry;
}

/** Sorts a journal into logins, the newest first. */
export function authLog(entries: readonly JournalEntry[]): AuthRequest[] {
  const logins = new Map<string, JournalEntry[]>();
  for (const entry of entries) {
    if (entry.authRequestId === undefined) continue;
    const login = logins.get(entry.authRequestId);
    if (login) login.push(entry);
    else logins.set(entry.authRequestId, [entry]);
  }
  return [...logins].map(([id, login]) => toAuthRequest(id, login)).toReversed();
}

function toAuthRequest(authRequestId: string, entries: JournalEntry[]): AuthRequest {
  const startedAt = entries[0]?.at ?? '';
  const last = <Name extends keyof JournalEntry>(name: Name): JournalEntry[Name] | undefined =>
    entries.findLast((entry) => entry[name] !== undefined)?.[name];
  return {
    authRequestId,
    startedAt,
    status: statusOf(entries),
    clientId: last('clientId'),
    connectionId: last('connectionId'),
    loginRequestId: last('loginRequestId'),
    sub: last('sub'),
    timeline: entries.map((entry) => ({
      title: titleOf(entry),
      afterMs: Date.parse(entry.at) - Date.parse(startedAt),
      failed: failed(entry),
      entry,
    })),
  };
}

function statusOf(entries: JournalEntry[]): AuthRequestStatus {
  if (entries.some(({ step, status }) => step === 'token' && status === 200)) return 'Success';
  if (entries.some(endedInError)) return 'Failure';
  return entries.some(({ step, status }) => step === 'push' && status === 200)
    ? 'Pending'
    : 'Initiated';
}

function titleOf(entry: JournalEntry): string {
  const title = {
    authorize: 'Initiated',
    login_redirect: 'Sent to the login page',
    push: isLoginFailed(entry) ? 'Login reported as failed' : 'User pushed',
    callback: endedInError(entry) ? 'Callback, and back to the client with an error' : 'Callback',
    consent: consentTitle(entry),
    code: 'Code issued',
    token: 'Token issued',
  }[entry.step as string];
  if (title === undefined) return entry.step;
  return failed(entry) ? `${title}: refused` : title;
}

function consentTitle(entry: JournalEntry): string {
  if (entry.method === 'GET') return 'Consent asked';
  return endedInError(entry) ? 'Consent denied' : 'Consent given';
}

function failed({ status }: JournalEntry): boolean {
  return status === 0 || status >= 400;
}

/** The browser was sent back to the client with an OAuth error. */
function endedInError({ location }: JournalEntry): boolean {
  return location !== undefined && (URL.parse(location)?.searchParams.has('error') ?? false);
}

function isLoginFailed({ request }: JournalEntry): boolean {
  return typeof request === 'object' && request !== null && 'login_failed' in request;
}
