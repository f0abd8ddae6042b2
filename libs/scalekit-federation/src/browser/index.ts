import type { HandOffError } from '../http/script-answer.js';

export type { HandOffError } from '../http/script-answer.js';

/** A login request of Scalekit that waits for a login on this page. */
export interface PendingLogin {
  /** Plain text to show directly above the button that signs in. */
  readonly notice: string;
  readonly expiresAt: Date;
  /** What the login's JSON body carries beside its own fields. */
  readonly fields: { readonly scalekit_txn: string; readonly scalekit_page: string };
  /** All that the capture route answered. */
  readonly loginRequest: Readonly<Record<string, unknown>>;
  /**
   * Leaves for Scalekit if the login was handed off.
   *
   * @param answer of the login: its `Response`, whose headers are read, or the object that it holds
   * @returns why the login was not handed off; undefined where this page is left, or nothing was asked
   */
  finish(answer: unknown): HandOffError | undefined;
}

/**
 * Fetches the login request that this page was opened with. The page's key is made here and stays in
 * memory: whoever gets hold of a ticket can do nothing with it.
 *
 * @param captureUrl of the backend's route with `LoginRequestGuard`
 * @param query that the page was opened with
 * @returns undefined for a plain visit, or where nothing was captured
 * @throws Error whose message says what to do, where the login request has expired; `code` is then
 *   `login_request_expired`. What `fetch` and `Response.json` throw stays as it is
 */
export async function loginRequest(
  captureUrl: string,
  query: string = location.search,
): Promise<PendingLogin | undefined> {
  const asked = new URLSearchParams(query);
  if (!asked.has('login_request_id') && !asked.has('scalekit_txn')) return undefined;
  const page = Array.from(crypto.getRandomValues(new Uint8Array(24)), hex).join('');
  const url = new URL(captureUrl, location.href);
  for (const name of ['login_request_id', 'state', 'scalekit_txn']) {
    for (const value of asked.getAll(name)) url.searchParams.append(name, value);
  }
  url.searchParams.set('scalekit_page', page);
  const headers = { accept: 'application/json' };
  const response = await fetch(url, { headers, credentials: 'same-origin' });
  const body = (await response.json()) as Record<string, string>;
  if (!response.ok) throw refused(response.status, body);
  const { ticket, notice = '', expiresAt = '' } = body;
  if (ticket === undefined) return undefined;
  return {
    notice,
    expiresAt: new Date(expiresAt),
    fields: { scalekit_txn: ticket, scalekit_page: page },
    loginRequest: body,
    finish: (answer) => finish(answer, url),
  };
}

function refused(status: number, { error: code, message }: Record<string, string>): Error {
  const what = message ?? `The backend answered ${status}`;
  const advice = 'Go back to your AI app, and connect again from there.';
  return Object.assign(new Error(`${what}. ${advice}`), { code });
}

function finish(answer: unknown, base: URL): HandOffError | undefined {
  const { handOffError, redirectTo } = answer instanceof Response ? told(answer) : read(answer);
  // First: an answer of the backend's own may have a redirectTo, too.
  if (handOffError !== undefined) return handOffError;
  if (redirectTo === undefined) return undefined;
  const next = new URL(redirectTo, base);
  if (next.protocol === 'https:' || next.protocol === 'http:') location.assign(next.href);
  return undefined;
}

interface Told {
  readonly handOffError?: HandOffError | undefined;
  readonly redirectTo?: string | undefined;
}

/** For answers that are no object: a token as plain text, or none at all. */
function told({ headers }: Response): Told {
  const error = headers.get('scalekit-hand-off-error');
  return {
    handOffError: error === null ? undefined : { error, message: '' },
    redirectTo: headers.get('scalekit-redirect-to') ?? undefined,
  };
}

function read(answer: unknown): Told {
  return typeof answer === 'object' && answer !== null ? answer : {};
}

function hex(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** Of the page; nothing else of the DOM is used. */
declare const location: {
  readonly href: string;
  readonly search: string;
  assign(url: string): void;
};
