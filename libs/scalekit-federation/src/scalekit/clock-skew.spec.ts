import { clockSkewSeconds, isBearable } from './clock-skew.js';

const noon = Date.UTC(2026, 10, 6, 12, 0, 0);
const date = 'Fri, 06 Nov 2026 12:00:00 GMT';

describe('the skew between two clocks', () => {
  it.each([
    // date, milliseconds after noon, seconds
    [date, 0, 0],
    [date, 999, 0],
    [date, -999, 0],
    [date, 1_000, 1],
    [date, 90_500, 90],
    [date, -90_500, -90],
    ['Friday, 06-Nov-26 12:00:00 GMT', 5_000, 5],
    ['Fri Nov  6 12:00:00 2026', 5_000, 5],
    ['2026-11-06T12:00:00Z', 5_000, undefined],
    ['Fri, 99 Nov 2026 12:00:00 GMT', 5_000, undefined],
    ['', 5_000, undefined],
    [undefined, 5_000, undefined],
    [[date, date], 5_000, undefined],
  ])('by the Date %j is, %i ms after noon, %p s', (value, afterMs, seconds) => {
    expect(clockSkewSeconds({ date: value }, noon + afterMs)).toBe(seconds);
  });

  it.each([
    [0, true],
    [300, true],
    [-300, true],
    [301, false],
    [-301, false],
  ])('of %i s is bearable: %p', (seconds, bearable) => {
    expect(isBearable(seconds)).toBe(bearable);
  });
});
