import { isFreshLogin } from './fresh-login.js';

const trip = { hash: 'h', proven: true };
const began = 1_700_000_000_500;
const anew = { ...trip, askedAnewAt: began };

it.each<[what: string, facts: Parameters<typeof isFreshLogin>, fresh: boolean]>([
  ['a form of the login page', [undefined, { isProven: true }], true],
  ['a session', [undefined, { isProven: false }], false],
  ['a trip that asked for a login', [anew, at(began + 20_000)], true],
  ['in the second in which it began', [anew, at(began - 500)], true],
  ['with a login of before', [anew, at(began - 501)], false],
  ['with nobody saying when', [anew, at(undefined)], false],
  ['a trip that asked for none', [trip, at(began + 20_000)], false],
  ['the end of no trip that is known', [undefined, at(began)], false],
])('%s: %s', (_what, facts, fresh) => {
  expect(isFreshLogin(...facts)).toBe(fresh);
});

function at(signedInAt: number | undefined) {
  return { arrived: { signedInAt }, isProven: true };
}
