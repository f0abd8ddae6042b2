import { Bursts } from './audit-log.js';

it('a burst begins after a quiet minute, and only then', () => {
  const bursts = new Bursts();
  const begins = [0, 1, 59_000, 118_000, 178_000, 178_001].map((now) => bursts.begins(now));
  expect(begins).toEqual([true, false, false, false, true, false]);
});
