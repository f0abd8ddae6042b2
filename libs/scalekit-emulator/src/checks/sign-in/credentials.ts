import type { Person } from './person.js';
import type { Manner } from './walk.js';

/** What a script signs a person in with. */
export function credentialsOf(
  { user, password, secondFactor }: Person,
  manner: Manner,
): { user: string; password: string; code: () => Promise<string> } {
  return {
    user,
    password: manner.password ?? password,
    async code() {
      const next = typeof manner.code === 'string' ? manner.code : await secondFactor?.next();
      if (next === undefined) throw new Error('The account has no second factor: give --code');
      return next;
    },
  };
}
