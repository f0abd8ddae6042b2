import { StreamableFile } from '@nestjs/common';
import { Exclude } from 'class-transformer';
import { scriptAnswer } from './script-answer.js';

class Account {
  readonly id = 'usr_1';
  @Exclude() readonly password = 'secret';
}
class Money {
  constructor(private readonly cents: number) {}
  toJSON(): object {
    return { amount: this.cents / 100 };
  }
}
const since = new Date('2026-01-02T03:04:05Z');
const beside = { redirectTo: 'https://auth.example/back' };

it('a script is told where to go in a header, too', () => {
  expect(scriptAnswer({}, beside).headers).toEqual({ 'Scalekit-Redirect-To': beside.redirectTo });
});

it('a script is told why not, by a code in the header', () => {
  const handOffError = { error: 'login_denied', message: 'no', retryAfterSeconds: 5 };
  const answer = scriptAnswer({ token: 't' }, { handOffError });
  expect(answer.headers).toEqual({ 'Scalekit-Hand-Off-Error': 'login_denied' });
  expect(answer).toMatchObject({ kind: 'json', body: { token: 't', handOffError } });
});

it.each<[what: string, result: unknown, shown: object]>([
  ['nothing', undefined, {}],
  ['null', null, {}],
  ['fields', { token: 't', redirectTo: '/own' }, { token: 't' }],
  ['what a class hides', new Account(), { id: 'usr_1' }],
  ['what it hides inside', { account: new Account() }, { account: { id: 'usr_1' } }],
  ['what a class says as JSON', new Money(150), { amount: 1.5 }],
  ['what it says inside', { paid: new Money(50), to: 'a' }, { paid: { amount: 0.5 }, to: 'a' }],
  ['what it says in a list', { paid: [new Money(50), 7] }, { paid: [{ amount: 0.5 }, 7] }],
  [
    'what hides, beside what says',
    { paid: new Money(50), by: new Account() },
    { paid: { amount: 0.5 }, by: { id: 'usr_1' } },
  ],
  ['something that says nothing as JSON', { toJSON: () => null }, {}],
  ['a time', { since }, { since }],
])('beside %s stands the way on', (_what, result, shown) => {
  expect(scriptAnswer(result, beside)).toMatchObject({
    kind: 'json',
    body: { ...shown, ...beside },
  });
});

it.each<[what: string, result: unknown]>([
  ['a text', 'token'],
  ['a number', 7],
  ['a list', ['token']],
  ['a file', new StreamableFile(Buffer.from('x'))],
  ['bytes', new Uint8Array(1)],
  ['what says a text as JSON', { toJSON: () => 'token' }],
])('%s stays what the handler answers', (_what, result) => {
  const { kind, ...rest } = scriptAnswer(result, beside);
  expect(kind).toBe('handler');
  expect(rest).toMatchObject({ otherwise: beside });
});

it('the handler’s own object is left as it was', () => {
  const result = { paid: new Money(50), by: new Account() };
  scriptAnswer(result, beside);
  expect(result).toEqual({ paid: new Money(50), by: new Account() });
  expect(Object.keys(result)).toEqual(['paid', 'by']);
});
