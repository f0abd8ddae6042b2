import type { CookieSeal } from '../transaction/cookie-seal.js';

/** What the continue page was rendered for; the answer must come from the same. */
export interface CsrfBinding {
  readonly sub: string;
  /** Whether the app's session named the account, or only the sealed cookie. */
  readonly fromSession: boolean;
}

/** A sealed token, bound to the transaction by the seal's purpose and to the account by its content. */
export function sealCsrf(seal: CookieSeal, txn: string, binding: CsrfBinding): string {
  return seal.seal(JSON.stringify([binding.sub, binding.fromSession]), purposeOf(txn));
}

/** Whether the token was made here, for this transaction and for this account. */
export function matchesCsrf(
  seal: CookieSeal,
  txn: string,
  token: unknown,
  binding: CsrfBinding,
): boolean {
  const text = typeof token === 'string' ? seal.open(token, purposeOf(txn)) : undefined;
  return text === JSON.stringify([binding.sub, binding.fromSession]);
}

function purposeOf(txn: string): string {
  return `continue ${txn}`;
}
