import { CookieSeal } from './cookie-seal.js';

const [older, newer] = ['o'.repeat(32), 'n'.repeat(32)];
const name = '__Host-scalekit_AAAAAAAAAAAAAAAA';
const sealed = new CookieSeal([older]).seal('text', name);
const ofNothing = new CookieSeal([older]).seal('', name);
/** By an earlier version of this module: a deployment must not end the logins that are under way. */
const kept = '1nL3Uxn-XfwHSTbxWWxEOctG96SAqY9XgLIqeIOOhPQr9aM';

describe('a sealed value', () => {
  it.each<[what: string, keys: string[], value: string, purpose: string, text: string | undefined]>(
    [
      ['opens with its key, for its purpose', [older], sealed, name, 'text'],
      ['opens with a key that is no longer the first', [newer, older], sealed, name, 'text'],
      ['opens though a version before has sealed it', [older], kept, name, 'grüße'],
      ['opens with nothing in it', [older], ofNothing, name, ''],
      ['opens with no other key', [newer], sealed, name, undefined],
      ['opens for no other purpose', [older], sealed, 'continue AAAAAAAAAAAAAAAA', undefined],
      ['opens for no purpose that begins alike', [older], sealed, `${name} `, undefined],
      ['does not open when a character is missing', [older], sealed.slice(1), name, undefined],
      ['does not open with one more', [older], `${sealed}A`, name, undefined],
      ['does not open in quotation marks', [older], `"${sealed}"`, name, undefined],
      ['does not open behind a blank', [older], `\xa0${sealed}`, name, undefined],
      ['does not open when it is padded', [older], `${sealed}=`, name, undefined],
      ['does not open empty', [older], '', name, undefined],
    ],
  )('%s', (_what, keys, value, purpose, text) => {
    expect(new CookieSeal(keys).open(value, purpose)).toBe(text);
  });

  it('is not made without a key', () => {
    expect(() => new CookieSeal([]).seal('text', name)).toThrow('no cookie secret is configured');
  });

  it('looks different every time', () => {
    const seal = new CookieSeal([older]);
    expect(seal.seal('text', name)).not.toBe(seal.seal('text', name));
  });
});
