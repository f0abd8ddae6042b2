import { headersOf, type Answer } from './answer.js';

const hygiene = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'unsafe-none',
};
const ofPage = {
  ...hygiene,
  'Content-Type': 'text/html; charset=utf-8',
  'Content-Security-Policy':
    "default-src 'none'; style-src 'nonce-n0nce'; script-src 'nonce-n0nce'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
};
const page = { html: '', nonce: 'n0nce' };

const answers: readonly (readonly [Answer, Record<string, string>])[] = [
  [{ kind: 'page', status: 200, page }, ofPage],
  [{ kind: 'redirect', location: '/' }, hygiene],
  [{ kind: 'raw', status: 200, body: '' }, hygiene],
  [{ kind: 'handler', otherwise: {} }, { 'Cache-Control': 'no-store' }],
  [
    { kind: 'json', body: {} },
    { 'Cache-Control': 'no-store', 'Content-Type': 'application/json; charset=utf-8' },
  ],
];

it.each(answers)('%j has headers of its kind, and its own before them', (answer, headers) => {
  expect(headersOf(answer)).toEqual(headers);
  const own = { 'Cache-Control': 'private', 'Retry-After': '5' };
  expect(headersOf({ ...answer, headers: own })).toEqual({ ...headers, ...own });
});
