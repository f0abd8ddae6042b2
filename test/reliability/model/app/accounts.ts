import { createHmac, randomBytes } from 'node:crypto';
import { addressOf, password } from '../../support/people.js';

export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

export function userOf(id: string): User {
  return { id, email: addressOf(id), name: `Person ${id}` };
}

/** Who an e-mail address and a password belong to. */
export function authenticate(body: unknown): User | undefined {
  const { email, password: given } = (body ?? {}) as Record<string, string | undefined>;
  const [id = ''] = (email ?? '').split('@');
  return id !== '' && given === password ? userOf(id) : undefined;
}

/** Server-side sessions, which all replicas share: the account by the value of the cookie `sid`. */
const sessions = new Map<string, string>();

export function beginSession({ id }: User): string {
  const sid = randomBytes(9).toString('base64url');
  sessions.set(sid, id);
  return sid;
}

export function endSession(sid: string | undefined): void {
  if (sid !== undefined) sessions.delete(sid);
}

export function accountOf(sid: string | undefined): string | undefined {
  return sid === undefined ? undefined : sessions.get(sid);
}

/** Of a request of the app. */
export function sessionUser(request: { headers: { cookie?: string } }): User | undefined {
  const sid = sidIn(request);
  const id = accountOf(sid);
  return id === undefined ? undefined : userOf(id);
}

export function sidIn({ headers }: { headers: { cookie?: string } }): string | undefined {
  return /(?:^|; )sid=([\w-]+)/.exec(headers.cookie ?? '')?.[1];
}

const key = randomBytes(32);

/** What only the identity provider, or whoever reads that person's mail, can show for an account. */
export function proofOf(id: string): string {
  return `${id}.${createHmac('sha256', key).update(id).digest('base64url')}`;
}

export function provenBy(proof: unknown): User | undefined {
  const [id = ''] = String(proof).split('.');
  return proof === proofOf(id) ? userOf(id) : undefined;
}
