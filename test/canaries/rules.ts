import type { AnswerPart, Kind, Sighting } from './kinds.js';

/** One place in answers where a kind of secret has to stand. */
interface Allowed {
  readonly parts: readonly AnswerPart[];
  /** What stands directly before it. */
  readonly behind?: RegExp;
  /** Not where a status of 400 or more says that something went wrong. */
  readonly onlyInSuccess?: true;
}

const anywhere: readonly AnswerPart[] = ['header', 'page', 'JSON', 'other body'];
/** A quotation mark as it is, or within a JSON text. */
const quote = String.raw`\\?"`;

/**
 * Where each kind may stand in an answer. In logs, errors, events, metrics and spans there is no place for
 * any.
 */
const places: Readonly<Record<Kind, readonly Allowed[]>> = {
  'client secret': [],
  'access token': [],
  'login request id': [],
  'cookie key': [],
  password: [],
  // On the way back to Scalekit.
  state: [{ parts: anywhere, behind: /\/partner:callback\?state=$/ }],
  cookie: [{ parts: ['Set-Cookie'], behind: /^Set-Cookie: (__Host-)?scalekit_[^=]*=$/i }],
  ticket: [
    // `formFields`, in a page or in the JSON that a front end gets.
    {
      parts: ['page', 'JSON'],
      behind: new RegExp(`name=${quote}scalekit_(txn|csrf)${quote} value=${quote}$`),
    },
    { parts: ['JSON'], behind: /"ticket":\s*"$/ },
    // From the script that signed somebody in to the continue page.
    { parts: ['header', 'JSON', 'page'], behind: /[?&;]scalekit_txn=$/ },
  ],
  'e-mail address': [{ parts: ['page', 'JSON'], onlyInSuccess: true }],
};

/** How much of what stands before a secret is looked at. */
const lookBehind = 100;

/** Whether a secret may stand where it was seen. */
export function mayStand({ kind, piece, start }: Sighting): boolean {
  if (piece.sink !== 'answer') return false;
  const { part, status, text } = piece;
  const before = text.slice(Math.max(0, start - lookBehind), start);
  return places[kind].some(
    ({ parts, behind, onlyInSuccess }) =>
      parts.includes(part) &&
      (behind === undefined || behind.test(before)) &&
      (onlyInSuccess === undefined || status < 400),
  );
}
