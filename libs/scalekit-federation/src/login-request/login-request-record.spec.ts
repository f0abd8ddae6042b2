import { factsOf, isUsable, txnPattern, withoutAccount } from './login-request-record.js';

const record = { capturedAt: 1_000_000, expiresAt: 1_540_000 };

it.each([
  ['when it is captured', 1_000_000, true],
  ['to its end', 1_539_999, true],
  ['at its end', 1_540_000, false],
  ['on a server whose clock is 30 s behind', 970_000, true],
  ['on one whose clock was set back', 969_999, false],
])('%s a login request is usable: %j', (_when, now, usable) => {
  expect(isUsable(record, now)).toBe(usable);
});

it('events say which app asks, where that is known', () => {
  const known = { txn: 'txn', connection: 'admin' };
  expect(factsOf({ ...known, details: undefined })).toEqual({ ...known, client: undefined });
  const details = { client: { id: 'm2m_1' } } as Parameters<typeof factsOf>[0]['details'];
  expect(factsOf({ ...known, details })).toEqual({ ...known, client: 'm2m_1' });
});

it.each([
  ['AAAAAAAAAAAAAAA-', true],
  ['AAAAAAAAAAAAAAA', false],
  ['AAAAAAAAAAAAAAAAA', false],
  ['AAAAAAAAAAAAAAA.', false],
  ['AAAAAAAAAAAAAAAA\n', false],
])('%j is one of our ids: %j', (txn, isOne) => {
  expect(txnPattern.test(txn)).toBe(isOne);
});

it('whoever has signed in is forgotten, and the login request stays', () => {
  const kept = {
    txn: 'AAAAAAAAAAAAAAAA',
    loginRequestId: 'lri_1',
    state: 's',
    connection: 'default',
    capturedAt: 1,
    expiresAt: 2,
    switchAccount: true,
    reauthenticate: true,
    trip: { hash: 'h', proven: true },
    frontEnd: { origin: 'https://app.example', keyHash: 'k' },
    settled: 'done',
  } as const;
  const user = { sub: 'usr_1', email: 'a@b.example' };
  const known = { ...kept, user, ofSession: true, fresh: true, userUntil: 3 };
  expect(withoutAccount(known)).toStrictEqual(kept);
});
