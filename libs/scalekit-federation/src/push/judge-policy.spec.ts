import { judgePolicy, type JudgedLogin, type PolicyVerdict } from './judge-policy.js';

const session: JudgedLogin = { fresh: false, proven: false, isKnown: true };
const form: JudgedLogin = { fresh: true, proven: true, isKnown: true };
const silentTrip: JudgedLogin = { fresh: false, proven: true, isKnown: true };
const unknown = { isKnown: false };

it.each<[decision: unknown, login: JudgedLogin, verdict: PolicyVerdict['kind']]>([
  ['allow', session, 'push'],
  ['allow', form, 'push'],
  ['allow', { ...session, ...unknown }, 'sign in'],
  ['allow', { ...form, ...unknown }, 'push'],
  ['allow', { ...silentTrip, ...unknown }, 'push'],
  ['reauthenticate', session, 'sign in'],
  ['reauthenticate', silentTrip, 'sign in'],
  ['reauthenticate', form, 'deny'],
  [{ deny: 'no' }, session, 'deny'],
  [{ deny: '' }, form, 'deny'],
  [undefined, form, 'no decision'],
  [null, form, 'no decision'],
  [true, form, 'no decision'],
  ['Allow', form, 'no decision'],
  ['deny', form, 'no decision'],
  [{ deny: true }, form, 'no decision'],
  [['allow'], form, 'no decision'],
])('%j about %j leads to: %s', (decision, login, verdict) => {
  expect(judgePolicy(decision, login).kind).toBe(verdict);
});

it.each<[decision: unknown, login: JudgedLogin, verdict: PolicyVerdict]>([
  [
    'allow',
    { ...session, ...unknown },
    {
      kind: 'sign in',
      reason:
        'loginRequestDetails did not say what the app asks for, and nobody has signed in for this login request',
    },
  ],
  ['reauthenticate', session, { kind: 'sign in', reason: 'the policy asks for it' }],
  [
    'reauthenticate',
    form,
    { kind: 'deny', reason: 'the policy asks for a login again after one was made' },
  ],
  [{ deny: 'contractor' }, form, { kind: 'deny', reason: 'contractor' }],
  [
    { deny: 'contractor', message: 'Ask IT' },
    form,
    { kind: 'deny', reason: 'contractor', message: 'Ask IT' },
  ],
  [{ deny: 'contractor', message: '' }, form, { kind: 'deny', reason: 'contractor' }],
  [{ deny: 'contractor', message: 7 }, form, { kind: 'deny', reason: 'contractor' }],
])('%j about %j says: %j', (decision, login, verdict) => {
  expect(judgePolicy(decision, login)).toEqual(verdict);
});
