import { tokenLifetimeSeconds } from './token-response.js';

describe('a token is trusted', () => {
  it.each([
    ['as documented', 3600, 3600],
    ['as documented elsewhere', 86_399, 86_399],
    ['as a string', '3600', 3600],
    ['shorter than a push needs', 5, 30],
    ['longer than a day', 10_000_000, 86_400],
    ['as the Postman collection shows it', Number('18446744064486179580'), 3600],
    ['as the same in a string', '18446744064486179580', 3600],
    ['zero', 0, 3600],
    ['negative', -1, 3600],
    ['a fraction', 1.5, 3600],
    ['no number', 'soon', 3600],
    ['infinite', Infinity, 3600],
    ['null', null, 3600],
    ['left out', undefined, 3600],
  ])('when expires_in is %s, %p, for %p seconds', (_what, expiresIn, seconds) => {
    expect(tokenLifetimeSeconds(expiresIn)).toBe(seconds);
  });
});
