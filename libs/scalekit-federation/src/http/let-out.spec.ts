import { letOut } from './let-out.js';

const token = { token: 't', user: { id: 7, mail: 'a@b' } };
const since = new Date('2026-01-02T03:04:05Z');

it.each<[what: string, shown: object, answered: unknown, left: object]>([
  ['the same', token, token, token],
  ['a copy of it', token, structuredClone(token), token],
  ['less', token, { token: 't' }, { token: 't' }],
  ['less inside', token, { token: 't', user: { id: 7 } }, { token: 't', user: { id: 7 } }],
  ['more, which the handler did not return', token, { ...token, requestId: 'r' }, token],
  ['more inside', token, { token: 't', user: { ...token.user, hash: 'x' } }, token],
  [
    'other values',
    token,
    { token: '***', user: { id: 7, mail: '*' } },
    { token: '***', user: { id: 7, mail: '*' } },
  ],
  ['an envelope', token, { ok: true, data: token }, token],
  ['an envelope in an envelope', token, { data: { data: { data: token } } }, token],
  ['an envelope around less', token, { data: { token: 't' } }, { token: 't' }],
  [
    'an envelope with a field of the same name',
    { message: 'in' },
    { message: 'ok', data: { message: 'in' } },
    { message: 'in' },
  ],
  [
    'a part with a field of the same name',
    { id: 1, by: { id: 2 } },
    { id: 1, by: { id: 2 } },
    { id: 1, by: { id: 2 } },
  ],
  ['the same in a part that somebody added', { id: 1 }, { id: 1, by: { id: 1 } }, { id: 1 }],
  [
    'an envelope with several names of it',
    { id: 1, name: 'in', at: 2 },
    { id: 'req', name: 'ok', data: { id: 1 } },
    { id: 1 },
  ],
  ['an envelope too deep', token, { a: { b: { c: { d: token } } } }, {}],
  ['other names', token, { access_token: 't' }, {}],
  ['a text', token, 'sealed', {}],
  ['a number', token, 0, {}],
  ['a list', token, [token], {}],
  ['nothing', token, undefined, {}],
  ['null', token, null, {}],
  ['what JSON cannot say', token, { token: 1n }, {}],
  ['a list of less', { all: [{ a: 1, b: 2 }, 3] }, { all: [{ a: 1 }, 3] }, { all: [{ a: 1 }, 3] }],
  ['a list of more', { all: [{ a: 1 }] }, { all: [{ a: 1, b: 2 }] }, { all: [{ a: 1 }] }],
  ['a text in the place of a part', { user: { id: 7 } }, { user: 'u7' }, { user: 'u7' }],
  ['a part in the place of a text', { user: 'u7' }, { user: { id: 7, hash: 'x' } }, { user: 'u7' }],
  ['a list in the place of a text', { user: 'u7' }, { user: ['u7'] }, { user: 'u7' }],
  ['a time', { since }, { since }, { since: since.toJSON() }],
])(
  'of an answer that has %s, what the handler returned is shown',
  (_what, shown, answered, left) => {
    expect(letOut(shown, answered)).toStrictEqual(left);
  },
);

it('what a class inherits is no field', () => {
  const answered = Object.create({ token: 't' }) as object;
  expect(letOut(token, answered)).toEqual({});
});
