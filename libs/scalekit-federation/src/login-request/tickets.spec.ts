import type { LoginRequestRecord } from './login-request-record.js';
import { setAside, txnOf } from './tickets.js';

const user = { sub: 'usr_1', email: 'alice@example.com' };
const bare = {
  txn: 'AAAAAAAAAAAAAAAA',
  loginRequestId: 'lri_1',
  state: 's',
  connection: 'default',
  capturedAt: 1,
  expiresAt: 2,
} satisfies LoginRequestRecord;
const frontEnd = { origin: 'https://app.example', keyHash: 'hash' };
const soon = () => Date.now() + 30_000;

describe('what a ticket leaves in a cookie', () => {
  it('is the login request, without the page that it was made for', () => {
    expect(setAside({ ...bare, frontEnd })).toEqual(bare);
  });

  it.each<[what: string, more: Partial<LoginRequestRecord>]>([
    ['who signed in', {}],
    ['that a session named them', { ofSession: true }],
    ['that they have just signed in', { fresh: true }],
    ['both', { ofSession: true, fresh: true }],
  ])('has %s, for a minute', (_what, more) => {
    expect(setAside({ ...bare, frontEnd, user, userUntil: soon(), ...more })).toEqual({
      ...bare,
      user,
      ...more,
    });
  });

  it.each<[what: string, more: Partial<LoginRequestRecord>]>([
    ['behind that minute', { user, userUntil: 1 }],
    ['without its end', { user }],
    ['where there is none', { userUntil: Number.MAX_SAFE_INTEGER }],
  ])('has no account %s, and nothing that speaks of one', (_what, more) => {
    expect(setAside({ ...bare, ...more, ofSession: true, fresh: true })).toEqual(bare);
  });
});

it.each([
  ['AAAAAAAAAAAAAAAA', 'AAAAAAAAAAAAAAAA'],
  ['AAAAAAAAAAAAAAAA.sealed', 'AAAAAAAAAAAAAAAA'],
  ['AAAAAAAAAAAAAAAA.sealed.more', 'AAAAAAAAAAAAAAAA'],
  ['AAAAAAAAAAAAAAA.sealed', undefined],
  ['.sealed', undefined],
  ['', undefined],
])('of %j a log may show %j', (value, shown) => {
  expect(txnOf(value)).toBe(shown);
});
