/** The accounts of the hand-written login. */
export const people = [
  { id: 'usr_1', email: 'alice@example.com', password: 'a long way home', role: 'member' },
  { id: 'usr_2', email: 'bob@example.com', password: 'three red kites', role: 'member' },
] as const;

export type Account = (typeof people)[number];

export const theCode = '123456';
export const [alice, bob] = people;
