import { isFreshTrip } from './fresh-trip.js';

const trip = { hash: 'h', proven: true };
const began = 1_700_000_000_500;
const anew = { ...trip, askedAnewAt: began };

it.each<[what: string, facts: Parameters<typeof isFreshTrip>, fresh: boolean]>([
  ['a trip that asked for a login', [anew, began + 20_000], true],
  ['in the second in which it began', [anew, began - 500], true],
  ['with a login of before', [anew, began - 501], false],
  ['with nobody saying when', [anew, undefined], false],
  ['a trip that asked for none', [trip, began + 20_000], false],
  ['the end of no trip that is known', [undefined, began], false],
])('%s: %s', (_what, facts, fresh) => {
  expect(isFreshTrip(...facts)).toBe(fresh);
});
