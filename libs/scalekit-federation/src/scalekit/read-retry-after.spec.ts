import { retryAfterSeconds } from './read-retry-after.js';

const now = Date.parse('2026-11-06T08:49:37Z');

describe('Retry-After', () => {
  it.each([
    ['0', 0],
    ['1', 1],
    ['40', 40],
    ['600', 600],
    ['601', 600],
    ['31536000', 600],
    ['9'.repeat(400), 600],
    ['Fri, 06 Nov 2026 08:50:07 GMT', 30],
    ['Friday, 06-Nov-26 08:50:07 GMT', 30],
    ['Fri Nov  6 08:50:07 2026', 30],
    ['Fri, 06 Nov 2026 08:49:07 GMT', 0],
    ['Sun, 06 Nov 1994 08:49:37 GMT', 0],
    ['Mon, 06 Nov 2056 08:49:37 GMT', 600],
    // JavaScript's own parser takes these for dates.
    ['-5', undefined],
    ['1.5', undefined],
    ['+5', undefined],
    ['2026-11-06', undefined],
    ['5 seconds', undefined],
    ['Fri, soon enough GMT', undefined],
    ['', undefined],
    ['NaN', undefined],
    ['Infinity', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
  ])('%j: %p seconds', (value, seconds) => {
    expect(retryAfterSeconds({ 'retry-after': value }, now)).toBe(seconds);
  });

  it('that is left out, or comes twice, says nothing', () => {
    expect(retryAfterSeconds({}, now)).toBeUndefined();
    expect(retryAfterSeconds({ 'retry-after': ['1', '2'] }, now)).toBeUndefined();
  });
});
