import { atOnce, awaitApp, callApp, describeFailure } from './app-function.js';

/** What is thrown where a function of the app throws this. */
function thrownBy(thrown: unknown, name = 'texts'): unknown {
  try {
    return callApp(name, () => {
      throw thrown;
    });
  } catch (error) {
    return error;
  }
}

it('what a function of the app answers is passed on', async () => {
  expect(callApp('texts', () => 1)).toBe(1);
  await expect(awaitApp('policy', () => Promise.resolve(1))).resolves.toBe(1);
  await expect(awaitApp('policy', () => 1)).resolves.toBe(1);
});

describe('what a function of the app throws', () => {
  it.each([new RangeError('alice@example.com'), { status: 500 }])(
    'stays as it is: %s',
    async (thrown) => {
      expect(thrownBy(thrown)).toBe(thrown);
      await expect(awaitApp('policy', () => Promise.reject(thrown))).rejects.toBe(thrown);
    },
  );

  it.each<[thrown: unknown, type: string]>([
    ['alice@example.com', 'string'],
    [undefined, 'undefined'],
    [null, 'object'],
    [7, 'number'],
  ])('is an error at any rate: %j', (thrown, type) => {
    const error = thrownBy(thrown);
    expect(error).toBeInstanceOf(TypeError);
    expect(error).toMatchObject({ message: `it threw a ${type}` });
  });
});

describe('the log says', () => {
  it.each<[what: string, error: unknown, said: string]>([
    [
      'whose failure it was',
      thrownBy(new RangeError('alice')),
      'texts() of the app failed: RangeError',
    ],
    [
      'its code',
      thrownBy(Object.assign(new Error('alice'), { code: 'EPIPE' })),
      'texts() of the app failed: Error (code EPIPE)',
    ],
    [
      'what was thrown in its place',
      thrownBy('alice'),
      'texts() of the app failed: TypeError: it threw a string',
    ],
    ['what is nobody’s', new RangeError('alice'), 'RangeError'],
    ['what is no error', 'alice', 'string'],
    ['what is nothing', null, 'object'],
    [
      'the first whose failure it was',
      thrownBy(thrownBy(new RangeError('alice'), 'policy')),
      'policy() of the app failed: RangeError',
    ],
  ])('%s, and no word of its own', (_what, error, said) => {
    const [first = '', ...frames] = describeFailure(error).split('\n');
    expect(first).toBe(said);
    for (const frame of frames) expect(frame).toMatch(/^\s+at /);
    expect(frames.join()).not.toContain('alice');
  });
});

describe('a function that has to answer at once', () => {
  it('may answer anything', () => {
    expect(atOnce(undefined)).toBeUndefined();
    expect(atOnce('text')).toBe('text');
  });

  it('fails for a promise, whose own failure ends no process', async () => {
    const failing = Promise.reject(new Error('nobody awaits it'));
    expect(() => atOnce(failing)).toThrow('it returned a promise, and must answer at once');
    await new Promise(setImmediate);
  });
});
