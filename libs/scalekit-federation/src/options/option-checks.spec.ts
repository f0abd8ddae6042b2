import {
  claimStore,
  connectionId,
  cookieSecrets,
  credential,
  isBoolean,
  isFunction,
  isFunctionOrObject,
  isSampleSecret,
  oneOf,
  resourceId,
  wholeNumber,
} from './option-checks.js';

/** What a check finds wrong with each of the values. */
const found = (check: (value: unknown) => unknown, ...values: unknown[]) =>
  values.map((value) => check(value));
const nothing = (values: unknown[]) => values.map(() => undefined);

const random = 'k9Qd2vXf7LmR4tYw8ZpB3nHs6JcG1aVu5eTx0oiM';
const word = (length: number) => 'x'.repeat(length);

describe('a connection’s id', () => {
  it.each(['conn_1', 'conn_12345678901234', 'conn_a-B_9', `conn_${word(27)}`])(
    'may be %s',
    (value) => {
      expect(connectionId(value)).toBeUndefined();
    },
  );

  it.each([
    [undefined, 'is missing'],
    ['', 'is missing'],
    ['res_1', 'is the id of the MCP server (res_…)'],
    ['conn_', 'must be conn_ and letters'],
    ['1', 'must be conn_ and letters'],
    ['CONN_1', 'must be conn_ and letters'],
    [' conn_1', 'must be conn_ and letters'],
    ['conn_1\n', 'must be conn_ and letters'],
    ['conn_1/../2', 'must be conn_ and letters'],
    ['conn_%31', 'must be conn_ and letters'],
    [`conn_${word(28)}`, 'at most 32 characters'],
  ])('is not %j: it %s', (value, problem) => {
    expect(connectionId(value)).toContain(problem);
    expect(connectionId(value)).toMatch(
      / in Scalekit > MCP servers > your server > Configuration > Advanced configuration$/,
    );
  });
});

describe('the id of an MCP server', () => {
  const isNone = 'must be the id of the MCP server, as res_…. Copy it';

  it.each(['res_1', 'res_a-B_9', 'x_1', `${word(16)}_${word(64)}`])('may be %s', (value) => {
    expect(resourceId(value)).toBeUndefined();
  });

  it.each([
    ['conn_1', 'is the id of the connection (conn_…), not of its MCP server. Copy the id (res_…)'],
    [undefined, isNone],
    ['', isNone],
    [7, isNone],
    [['res_1'], isNone],
    ['res', isNone],
    ['res_', isNone],
    ['_1', isNone],
    ['r3s_1', isNone],
    [' res_1', isNone],
    ['res_1\n', isNone],
    ['res_1/2', isNone],
    [`${word(17)}_1`, isNone],
    [`res_${word(65)}`, isNone],
  ])('is not %j: it %s', (value, problem) => {
    expect(resourceId(value)).toBe(`${problem} in Scalekit > MCP servers > your server`);
  });
});

describe('a credential', () => {
  const check = credential('Client ID');

  it('is visible ASCII, 512 characters at most', () => {
    const good = ['skc_1', '!~', word(512)];
    expect(found(check, ...good)).toEqual(nothing(good));
  });

  it.each([undefined, '', 'a b', 'a\n', 'ä', word(513), 7])('is not %j', (value) => {
    expect(check(value)).toContain('Copy the Client ID from Scalekit');
  });
});

describe('the secrets of the cookies', () => {
  it.each([
    ['one of 32 bytes', [word(32)]],
    ['one of 16 letters with two bytes each', ['ä'.repeat(16)]],
    ['several, newest first', [random, word(32)]],
  ])('may be %s', (_what, value) => {
    expect(cookieSecrets(value)).toBeUndefined();
  });

  it.each([
    ['none', undefined, 'is missing'],
    ['an empty list', [], 'is missing'],
    ['a text', random, 'is missing'],
    ['one of 31 bytes', [word(31)], 'number 1 is shorter than 32 bytes'],
    ['two, the second short', [random, 'short'], 'number 2 is shorter than 32 bytes'],
    ['two, the second no text', [random, 7], 'number 2 is shorter than 32 bytes'],
  ])('are not %s (T54)', (_what, value, problem) => {
    expect(cookieSecrets(value)).toContain(problem);
    expect(cookieSecrets(value)).toContain('Make one with: node -p');
  });
});

describe('a sample secret', () => {
  it.each([
    'please-change-me-please-change-me',
    'CHANGEME-CHANGEME-CHANGEME-CHANGE',
    'an-example-of-thirty-two-letters',
    'your-cookie-key-with-enough-bytes',
    'only-for-development-k9Qd2vXf7LmR',
    'k9Qd2vXf7LmR-my-password-tYw8ZpB3',
    'changeme-k9Qd2vXf7LmR4tYw8ZpB3nHs',
    '01234567890123456789012345678901',
    'abcabcabcabcabcabcabcabcabcabcabc',
    word(32),
  ])('is %s', (secret) => {
    expect(isSampleSecret(secret)).toBe(true);
  });

  it.each([random, 'b2f1a09c7d3e4856b2f1a09c7d3e4857', 'abcdefghij'.repeat(4), 7])(
    'is not %s',
    (secret) => {
      expect(isSampleSecret(secret)).toBe(false);
    },
  );
});

describe('the plain checks', () => {
  it.each([
    ['one of two words', oneOf('a', 'b'), ['a', 'b'], ['c', '', 'A', undefined, ['a']]],
    ['a function', isFunction, [() => 1, class {}], ['f', {}, null]],
    ['a function or an object', isFunctionOrObject, [() => 1, {}], ['o', null, 7]],
    ['true or false', isBoolean, [true, false], ['true', 0, null]],
  ])('know %s', (_what, check, good, bad) => {
    expect(found(check, ...good)).toEqual(nothing(good));
    for (const problem of found(check, ...bad)) expect(problem).toMatch(/^must be /);
  });
});

describe('a choice of words', () => {
  it('names them where none is chosen', () => {
    expect(oneOf('a', 'b')('c')).toBe("must be one of 'a', 'b'");
  });
});

describe('a whole number of minutes from 1 to 60', () => {
  const check = wholeNumber(1, 60, 'minutes');

  it.each([1, 2, 60])('may be %p', (value) => expect(check(value)).toBeUndefined());

  it.each([0, 61, 1.5, -1, Number.NaN, Infinity, '5', [5], null, undefined])('is not %p', (value) =>
    expect(check(value)).toBe('must be a whole number of minutes from 1 to 60'),
  );
});

describe('a store of claims', () => {
  class Store {
    take(): void {}
    release(): void {}
    ping(): void {}
  }

  it('is whatever has its three methods', () => {
    expect(claimStore(new Store())).toBeUndefined();
  });

  it.each([
    ['without take', { take: undefined }],
    ['without release', { release: undefined }],
    ['without ping', { ping: true }],
  ])('is nothing %s', (_what, change) => {
    expect(claimStore(Object.assign(new Store(), change))).toBe(
      'must have the methods take, release, ping. Make one with redisClaims(client) of nestjs-scalekit-federation/redis',
    );
  });

  it.each([undefined, null, 'redis://localhost'])('is not %p', (value) => {
    expect(claimStore(value)).toContain('must have the methods');
  });
});
