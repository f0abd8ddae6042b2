import { isolated, shownName, shownScope } from './shown-name.js';

it.each<[what: string, name: string, shown: string]>([
  ['a name', 'Claude', 'Claude'],
  ['a name in any script', 'クロード 2', 'クロード 2'],
  ['line breaks', 'Claude\r\nVerified: yes\u2028x', 'Claude Verified: yes x'],
  ['a turn of direction', 'Claude\u202E)ia.live(\u2066', 'Claude)ia.live('],
  ['what takes no room', 'Cl\u200Bau\u00ADde\uFEFF\u3164', 'Claude'],
  ['control characters', 'Cl\u0000au\u001Bde\u009B', 'Claude'],
  ['quotation marks', '“Claude” ("claude.ai")', "'Claude' ('claude.ai')"],
  ['half a character', 'Claude\uD83D', 'Claude'],
  ['tower of accents', `a${'\u0301'.repeat(30)}`, 'á\u0301\u0301'],
  ['nothing but blanks', ' \t\u2800\u00A0 ', ''],
  ['a hundred characters', 'x'.repeat(100), 'x'.repeat(100)],
  ['too many', 'x'.repeat(10_000), `${'x'.repeat(99)}…`],
  ['a blank where it is cut', `${'x'.repeat(98)} ${'x'.repeat(9)}`, `${'x'.repeat(98)}…`],
  ['nothing of what stands very far behind', `${' '.repeat(4_000)}Claude`, ''],
  ['too many of several units each', '😀'.repeat(101), `${'😀'.repeat(99)}…`],
])('%s', (_what, name, shown) => {
  expect(shownName(name)).toBe(shown);
});

it.each<[scope: string, shown: string]>([
  ['shipments:read', 'shipments:read'],
  ['a b\u202Ec', 'a·b·c'],
  ['é', '·'],
  ['x'.repeat(100), 'x'.repeat(100)],
  ['x'.repeat(200), `${'x'.repeat(99)}…`],
])('the scope %j', (scope, shown) => {
  expect(shownScope(scope)).toBe(shown);
});

it('a name that runs from right to left turns nothing around it (T73)', () => {
  expect(isolated('Claude')).toBe('Claude');
  expect(isolated('קלוד')).toBe('\u2068קלוד\u2069');
});
