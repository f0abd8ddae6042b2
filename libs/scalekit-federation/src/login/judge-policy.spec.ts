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
