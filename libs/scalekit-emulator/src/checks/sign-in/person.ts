import type { LoginCheckAccount } from '../login-check.js';
import { SecondFactor } from './second-factor.js';

/** Who signs in. */
export interface Person extends LoginCheckAccount {
  readonly secondFactor: SecondFactor | undefined;
}

export function toPerson(account: LoginCheckAccount): Person {
  const { code } = account;
  return { ...account, secondFactor: code === undefined ? undefined : new SecondFactor(code) };
}
