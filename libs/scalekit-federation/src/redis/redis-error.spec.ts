import { withRedisCode } from './redis-error.js';

/** What is thrown on for it. */
function thrownFor(error: unknown): unknown {
  try {
    return withRedisCode(error);
  } catch (thrown) {
    return thrown;
  }
}

it.each([
  ['NOAUTH Authentication required.', 'NOAUTH'],
  ['READONLY You can’t write against a read only replica.', 'READONLY'],
  ['OOM command not allowed', 'OOM'],
])('%j becomes a code, and no word of it goes further', (message, code) => {
  const thrown = thrownFor(new Error(message));
  expect(thrown).toBeInstanceOf(Error);
  expect(thrown).toMatchObject({ code, message: 'Redis refused the script' });
});

it.each([
  new Error('connect ECONNREFUSED 127.0.0.1'),
  new Error('A word'),
  new Error('x NOAUTH y'),
  new Error('NOAUTH'),
  new Error(`${'X'.repeat(33)} y`),
  new Error(''),
  'NOAUTH y',
  undefined,
])('%s stays as it is', (error) => {
  expect(thrownFor(error)).toBe(error);
});
