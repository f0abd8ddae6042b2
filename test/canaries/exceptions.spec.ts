import { exceptions, isExcepted, type Exception } from './exceptions.js';
import type { Kind, Piece } from './kinds.js';

const only: Exception = {
  suite: /printing\.spec/,
  kind: 'password',
  sink: 'log',
  behind: /^Sign in with $/,
  because: 'a test',
};

const line = (text: string, sink: 'log' | 'error' = 'log'): Piece => ({ sink, text });

it.each<[what: string, suite: string, kind: Kind, piece: Piece, isExcepted: boolean]>([
  ['what it names', 'test/printing.spec.ts', 'password', line('Sign in with CANARY'), true],
  ['no other suite', 'test/other.spec.ts', 'password', line('Sign in with CANARY'), false],
  ['no other kind', 'test/printing.spec.ts', 'state', line('Sign in with CANARY'), false],
  [
    'no other sink',
    'test/printing.spec.ts',
    'password',
    line('Sign in with CANARY', 'error'),
    false,
  ],
  ['no other text', 'test/printing.spec.ts', 'password', line('password: CANARY'), false],
])('an exception lets pass %s', (_what, suite, kind, piece, expected) => {
  const start = piece.text.indexOf('CANARY');
  const sighting = { kind, piece, start, end: piece.text.length };
  expect(isExcepted(suite, sighting, [only])).toBe(expected);
});

it('each exception has a reason', () => {
  for (const { because } of exceptions) expect(because.length).toBeGreaterThan(20);
});
