import { fromBase32, totp } from './totp.js';

// RFC 6238, appendix B: the last six of its eight digits, for the secret 12345678901234567890.
const secret = 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ';

describe('a time-based code', () => {
  it.each([
    [59, '287082'],
    [1111111109, '081804'],
    [1111111111, '050471'],
    [1234567890, '005924'],
    [2000000000, '279037'],
    [20000000000, '353130'],
  ])('is at %i s that of the RFC', (seconds, code) => {
    expect(totp(secret, Math.floor(seconds / 30))).toBe(code);
  });

  it('is of a secret in any writing', () => {
    expect(fromBase32('gezd gnbv-GY3TQOJQ==').toString()).toBe('1234567890');
  });

  it('is of no other letters, which are not told', () => {
    expect(() => fromBase32('GEZ0SECRET')).toThrow(/^the secret behind totp: is not Base32/);
  });
});
