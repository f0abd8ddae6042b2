import 'reflect-metadata';
import { partOf, TakesPart, type GuardPart } from './guard-part.js';

@TakesPart('trip')
class Ours {}
class Extended extends Ours {}
class Theirs {}

it.each<[what: string, guard: unknown, part: GuardPart | undefined]>([
  ['a class of ours', Ours, 'trip'],
  ['one that extends it', Extended, 'trip'],
  ['an instance of it', new Extended(), 'trip'],
  ['a class of theirs', Theirs, undefined],
  ['an instance of theirs', new Theirs(), undefined],
  ['an object of no class', Object.create(null), undefined],
  ['nothing', null, undefined],
  ['nothing at all', undefined, undefined],
])('%s has the part %j', (_what, guard, part) => {
  expect(partOf(guard)).toBe(part);
});
