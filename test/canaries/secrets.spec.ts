import { assert, constantFrom, property, string, uniqueArray } from 'fast-check';
import { isDistinctive } from './distinctive.js';
import { Finder } from './finder.js';
import type { Kind } from './kinds.js';
import { Secrets } from './secrets.js';

it.each<[kind: Kind, value: string, counts: boolean]>([
  ['state', 'HntJ_ENB6y16', true],
  ['state', 'HntJ_ENB6y1', false],
  ['state', 'a b', false],
  ['state', 'aaaaaaaaaaaaaaaa', false],
  ['login request id', 'lri_1', false],
  ['password', 'right', false],
  ['password', 'correct horse battery staple', true],
  ['e-mail address', 'bob@b.de', true],
  ['e-mail address', 'bob@b.c', false],
  ['e-mail address', 'a@example.com', false],
  ['e-mail address', 'alice.example.com', false],
])('a %s that is %j is looked for: %s', (kind, value, counts) => {
  expect(isDistinctive({ kind, value })).toBe(counts);
});

const value = `O'Neill & "Söhne" <1> 100%`;
it.each([
  ['as it is', value],
  ['in a URL', encodeURIComponent(value)],
  ['in a form', new URLSearchParams({ q: value }).toString()],
  ['in JSON', JSON.stringify({ value })],
  ['in a page', `O&#39;Neill &amp; &quot;Söhne&quot; &lt;1&gt; 100%`],
])('a secret is found %s', (_how, text) => {
  const secrets = new Secrets();
  secrets.learn({ kind: 'password', value });
  const [found] = secrets.in(`before ${text} behind`);
  expect(found?.label).toBe('password');
});

it('counts each value once', () => {
  const secrets = new Secrets();
  for (const _time of [1, 2]) secrets.learn({ kind: 'password', value });
  expect(secrets.counts).toMatchObject({ password: 1, state: 0 });
});

it('takes a value for what it was first', () => {
  const secrets = new Secrets();
  for (const kind of ['cookie', 'ticket'] as const) secrets.learn({ kind, value });
  expect(secrets.in(value).map(({ label }) => label)).toEqual(['cookie']);
});

it('finds all that a simple search finds, and nothing else', () => {
  const text = string({ unit: constantFrom('a', 'b', '€'), maxLength: 200 });
  const needle = string({ unit: constantFrom('a', 'b', '€'), minLength: 8, maxLength: 12 });
  assert(
    property(text, uniqueArray(needle, { maxLength: 20 }), (hay, needles) => {
      const finder = new Finder<string>();
      for (const each of needles) finder.add({ text: each, label: each });
      const found = new Set(finder.in(hay).map(({ start, label }) => `${start} ${label}`));
      const expected = needles.flatMap((each) =>
        Array.from(hay, (_, start) => start).flatMap((start) =>
          hay.startsWith(each, start) ? [`${start} ${each}`] : [],
        ),
      );
      expect(found).toEqual(new Set(expected));
    }),
  );
});
