import { classOfThrown, codeOfThrown } from './thrown.js';

class LdapishError extends Error {}
const named = (name: string) => Object.assign(new Error('canary'), { name });
const coded = (code: unknown) => Object.assign(new RangeError('canary'), { code });

describe('what is told of a thrown value', () => {
  it.each([
    // value, code, class
    [new TypeError('canary'), undefined, 'TypeError'],
    [new LdapishError('canary'), undefined, 'LdapishError'],
    [named('AbortError'), undefined, 'AbortError'],
    [named('Error\nforged line'), undefined, 'UNKNOWN'],
    [named('redis://:canary@host'), undefined, 'UNKNOWN'],
    [coded('EPIPE'), 'EPIPE', 'RangeError'],
    [coded(14), '14', 'RangeError'],
    [coded('redis://:canary@host'), undefined, 'RangeError'],
    [coded(true), undefined, 'RangeError'],
    [coded({}), undefined, 'RangeError'],
    ['canary', undefined, 'a string'],
    [undefined, undefined, 'a undefined'],
  ])('%j: the code %p, the class %p', (value, code, name) => {
    expect([codeOfThrown(value), classOfThrown(value)]).toEqual([code, name]);
  });
});
