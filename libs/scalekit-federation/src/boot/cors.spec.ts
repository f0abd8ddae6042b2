import { withHeaders } from './cors-options.js';
import { refusedHeaders } from './refused-headers.js';

const own = ['Scalekit-Txn', 'Scalekit-Page'];

describe('what the app allows by CORS, with our headers', () => {
  it.each<[given: unknown, expected: unknown]>([
    [undefined, undefined],
    [{ origin: 'https://app.example' }, { origin: 'https://app.example' }],
    [{ allowedHeaders: ['Content-Type'] }, { allowedHeaders: ['Content-Type', ...own] }],
    [{ allowedHeaders: 'Content-Type, X-A' }, { allowedHeaders: ['Content-Type', 'X-A', ...own] }],
  ])('%j becomes %j', (given, expected) => {
    expect(withHeaders(given, own)).toEqual(expected);
  });

  it('is added to what a function decides for each request', () => {
    const options = withHeaders(
      (_request: unknown, decide: (error: unknown, own: object) => void) =>
        decide(null, { allowedHeaders: 'X-A' }),
      own,
    ) as (request: unknown, decide: (...decided: unknown[]) => void) => void;
    options({}, (...decided) =>
      expect(decided).toEqual([null, { allowedHeaders: ['X-A', ...own] }]),
    );
    expect.assertions(1);
  });
});

describe('what a preflight refuses of our headers', () => {
  it.each<[asked: string, allowed: string, refused: string[]]>([
    ['', '', []],
    ['content-type', '', []],
    ['scalekit-txn,scalekit-page', '', own],
    ['scalekit-txn, scalekit-page', 'Scalekit-Txn', ['Scalekit-Page']],
    ['scalekit-txn', 'content-type, SCALEKIT-TXN', []],
    ['scalekit-txn', '*', []],
  ])('asked %j, allowed %j: %j', (asked, allowed, refused) => {
    expect(refusedHeaders(asked, allowed, own)).toEqual(refused);
  });
});
