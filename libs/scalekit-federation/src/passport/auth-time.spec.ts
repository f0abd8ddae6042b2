import { authTimeOf } from './auth-time.js';

const ms = 1_700_000_000_000;

it.each<[what: string, request: object, time: number | undefined]>([
  ['seconds of an ID token', { authInfo: { auth_time: ms / 1000 } }, ms],
  ['a date of an assertion', { authInfo: { authnInstant: new Date(ms).toISOString() } }, ms],
  ['a Date', { authInfo: { authTime: new Date(ms) } }, ms],
  ['of the user', { authInfo: {}, user: { authTime: ms / 1000 } }, ms],
  ['info before user', { authInfo: { auth_time: 1 }, user: { auth_time: 2 } }, 1000],
  ['no date', { authInfo: { authTime: 'yesterday' } }, undefined],
  ['no number', { authInfo: { auth_time: Number.NaN } }, undefined],
  ['something else', { authInfo: { auth_time: true } }, undefined],
  ['nobody', { authInfo: null, user: undefined }, undefined],
])('%s', (_what, request, time) => {
  expect(authTimeOf(request)).toBe(time);
});
