import type { HttpExchange } from '../http/http-exchange.js';
import { callingPage, isCapturedBy, keyObstacle } from './front-end.js';
import type { FrontEndPage, LoginRequestRecord } from './login-request-record.js';

const origin = 'https://app.example';
const listed = ['https://other.example', origin];
const key = 'k'.repeat(22);

/** Who asks, where these headers and this query came. */
function asking(headers: object, sent: { body?: unknown; query?: string } = { body: key }) {
  const exchange = { request: { headers }, query: new URLSearchParams(sent.query) };
  return callingPage(exchange as unknown as HttpExchange, sent.body, listed);
}

describe('a page of a front end', () => {
  it.each<[what: string, headers: object]>([
    ['of a listed origin', { origin, host: 'api.example' }],
    ['by fetch metadata', { origin, 'sec-fetch-site': 'cross-site' }],
    ['of the same site', { origin, 'sec-fetch-site': 'same-site' }],
  ])('is known %s', (_what, headers) => {
    expect(asking(headers)?.origin).toBe(origin);
  });

  it.each<[what: string, headers: object]>([
    ['without an origin', { host: 'api.example' }],
    ['of another origin', { origin: 'https://evil.example' }],
    ['of an origin that only begins like one', { origin: `${origin}.evil.example` }],
    ['of two origins', { origin: [origin, origin] }],
    ['of nobody knows where', { origin: 'null' }],
    ['that is this app’s own', { origin, host: 'app.example' }],
    ['that is this app’s own by fetch metadata', { origin, 'sec-fetch-site': 'same-origin' }],
  ])('is none %s', (_what, headers) => {
    expect(asking(headers)).toBeUndefined();
  });

  it.each<[what: string, inBody: unknown, query: string]>([
    ['in the body', key, ''],
    ['in the query', undefined, `scalekit_page=${key}`],
  ])('has its key %s, and it is kept as a hash', (_what, inBody, query) => {
    const { keyHash } = asking({ origin }, { body: inBody, query }) ?? {};
    expect(keyHash).toMatch(/^[\w-]+$/);
    expect(keyHash).not.toContain(key);
    expect(keyHash).toBe(asking({ origin })?.keyHash);
  });

  it.each<[what: string, inBody: unknown, query: string]>([
    ['none', undefined, ''],
    ['one in both', key, `scalekit_page=${key}`],
    ['two', undefined, `scalekit_page=${key}&scalekit_page=${key}`],
    ['a list', [key], ''],
    ['nothing', null, ''],
    ['a short one', 'k'.repeat(21), ''],
    ['an endless one', 'k'.repeat(129), ''],
    ['one with something before it', ` ${key}`, ''],
    ['one with something behind it', `${key}\n`, ''],
    ['an empty one', '', ''],
  ])('has no key where it sends %s', (_what, inBody, query) => {
    expect(asking({ origin }, { body: inBody, query })).toEqual({ origin, keyHash: undefined });
  });
});

describe('a login request', () => {
  const page = { origin, keyHash: 'hash' };
  const by = (frontEnd: FrontEndPage | undefined) => ({ frontEnd }) as LoginRequestRecord;

  it('was captured by the page of the same origin and key', () => {
    expect(isCapturedBy(by(page), { ...page })).toBe(true);
  });

  it.each<[what: string, own: FrontEndPage | undefined, asks: FrontEndPage | undefined]>([
    ['another origin', page, { ...page, origin: 'https://other.example' }],
    ['another key', page, { ...page, keyHash: 'another' }],
    ['no key', page, { ...page, keyHash: undefined }],
    ['no key either', { ...page, keyHash: undefined }, { ...page, keyHash: undefined }],
    ['a key where it has none', { ...page, keyHash: undefined }, page],
    ['no page', page, undefined],
    ['a page where it has none', undefined, page],
    ['no page either', undefined, undefined],
  ])('was not by %s', (_what, own, asks) => {
    expect(isCapturedBy(by(own), asks)).toBe(false);
  });
});

it.each<[method: string, keyHash: string | undefined, obstacle: string | undefined]>([
  ['GET', 'hash', undefined],
  ['GET', undefined, 'without its scalekit_page'],
  ['HEAD', 'hash', 'it is a HEAD request'],
  ['POST', undefined, 'it is a POST request'],
])(
  'a script that sends %s with the key %j gets a ticket unless %j',
  (method, keyHash, obstacle) => {
    const found = keyObstacle(method, { origin, keyHash });
    if (obstacle === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(obstacle);
  },
);
