/** Whose browsers there are, and with which accounts they sign in. The last one is the attacker. */
export const people = [
  { name: 'alice', accounts: ['alice', 'alice-at-work'] },
  { name: 'bob', accounts: ['bob', 'bob-at-work'] },
  { name: 'mallory', accounts: ['mallory', 'mallory-too'] },
] as const;

export const attacker = 2;

/** The person in a browser, by its number. */
export function personAt(browser: number): (typeof people)[number] {
  const person = people[browser];
  if (person === undefined) throw new Error(`there is no browser ${browser}`);
  return person;
}
