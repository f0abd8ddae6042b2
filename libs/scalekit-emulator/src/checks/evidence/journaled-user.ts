import type { JournalEntry } from '../../journal/journal-entry.js';

/** The body of a push. */
export function userOf(
  push: Pick<JournalEntry, 'request'> | undefined,
): Readonly<Record<string, unknown>> {
  return isObject(push?.request) ? push.request : {};
}

export function isFailedLogin({ request }: JournalEntry): boolean {
  return isObject(request) && (request['login_failed'] === true || request['loginFailed'] === true);
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
