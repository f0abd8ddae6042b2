import 'reflect-metadata';
import { TakesPart, takesPart } from './guard-part.js';

@TakesPart('trip')
class Ours {}
class Extended extends Ours {}
class Theirs {}

it.each<[what: string, guard: unknown, does: boolean]>([
  ['a class of ours', Ours, true],
  ['one that extends it', Extended, true],
  ['an instance of it', new Extended(), true],
  ['a class of theirs', Theirs, false],
  ['an instance of theirs', new Theirs(), false],
  ['an object of no class', Object.create(null), false],
  ['nothing', null, false],
  ['nothing at all', undefined, false],
])('%s takes part: %j', (_what, guard, does) => {
  expect(takesPart(guard)).toBe(does);
});
