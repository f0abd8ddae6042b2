import {
  FederationInternalError,
  asFederationError,
  traceWithoutMessage,
} from './federation-internal.error.js';
import { LoginRequestExpiredError } from './federation-errors.js';

class OutOfLuckError extends Error {
  override readonly name = 'OutOfLuckError';
}

describe('what is thrown to callers', () => {
  it('stays what it is, where it is one of ours', () => {
    const expired = new LoginRequestExpiredError();
    expect(asFederationError(expired)).toBe(expired);
  });

  it.each<[what: string, thrown: unknown, kind: string]>([
    ['an error', new TypeError('x'), 'TypeError'],
    ['an error of a class', new OutOfLuckError('x'), 'OutOfLuckError'],
    ['a text', 'no luck', 'string'],
    ['nothing', undefined, 'undefined'],
    ['an error with a name of many lines', named('Bad\nLuck'), 'Bad'],
    ['an error with an endless name', named('x'.repeat(100)), 'x'.repeat(64)],
    ['an error whose name is no word', named('<b>'), 'Error'],
    ['an error without a name', named(''), 'Error'],
  ])('is a fault of this app, and says of its kind, where it is %s', (_what, thrown, kind) => {
    const error = asFederationError(thrown);
    expect(error).toBeInstanceOf(FederationInternalError);
    expect(error).toMatchObject({
      code: 'internal_error',
      nextStep: 'retry',
      mayHaveArrived: true,
    });
    expect(error.getStatus()).toBe(500);
    expect(error.message).toContain(kind);
    expect(error.message).not.toContain('x'.repeat(65));
  });
});

describe('a trace', () => {
  it('has the kind of the error and where it was thrown, and nothing that it says', () => {
    const message = 'alice@example.com\n    at her.desk (/home/alice:1:1)';
    const [kind, ...frames] = traceWithoutMessage(new OutOfLuckError(message)).split('\n');
    expect(kind).toBe('OutOfLuckError');
    expect(frames.length).toBeGreaterThan(0);
    expect(frames.length).toBeLessThanOrEqual(8);
    for (const frame of frames) expect(frame).toMatch(/^\s+at .+:\d+:\d+\)?$/);
    expect(frames.join()).not.toContain('alice');
  });

  it.each<[what: string, change: (error: Error) => void]>([
    [
      'whose message was changed since',
      (error) =>
        Object.assign(error, { stack: 'Error: boom\n    at f (/app.js:1:1)', message: 'another' }),
    ],
    ['without a stack', (error) => delete error.stack],
    ['whose stack says something else', (error) => (error.stack = 'boom: alice\nat alice')],
  ])('of an error %s is its kind alone', (_what, change) => {
    const error = new OutOfLuckError('boom');
    change(error);
    expect(traceWithoutMessage(error)).toBe('OutOfLuckError');
  });

  it('has the frames of an error that says nothing', () => {
    expect(traceWithoutMessage(new OutOfLuckError(''))).toMatch(/^OutOfLuckError\n\s+at /);
  });

  it('ends behind eight frames', () => {
    const error = new OutOfLuckError('boom');
    error.stack = `OutOfLuckError: boom\n${Array.from({ length: 20 }, (_, at) => `    at f (/app.js:${at}:1)`).join('\n')}`;
    expect(traceWithoutMessage(error).split('\n')).toHaveLength(9);
  });

  it('shows nothing in an error that is printed', () => {
    const error = new FederationInternalError('TypeError\n    at secret (/app.js:1:1)');
    expect(JSON.stringify(error)).not.toContain('secret');
    expect(FederationInternalError.traceOf(error)).toContain('secret');
  });
});

function named(name: string): Error {
  return Object.assign(new Error('x'), { name });
}
