import { jitteredSeconds } from './jitter.js';

describe('whoever is turned away comes back', () => {
  it.each([
    // asked, random, seconds
    [undefined, 0, 5],
    [undefined, 0.999, 8],
    [Number.NaN, 0, 5],
    [0, 0, 1],
    [-3, 0, 1],
    [0, 0.999, 2],
    [40, 0, 40],
    [40, 0.5, 50],
    [40, 0.999, 60],
    [0.2, 0, 1],
    [600, 0.999, 600],
    [31_536_000, 0, 600],
    [Infinity, 0.5, 600],
  ])('when asked for %p seconds and by chance %p, after %p', (asked, random, seconds) => {
    expect(jitteredSeconds(asked, random)).toBe(seconds);
  });
});
