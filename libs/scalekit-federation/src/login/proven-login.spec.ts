import { bringsInput, unprovenReason } from './proven-login.js';

/** A form of the app's own page, sent by the browser that captured the login request. */
const proven = {
  method: 'POST',
  headers: { 'sec-fetch-site': 'same-origin' },
  named: 'body',
  ticket: undefined,
  bringsInput: true,
  confirm: 'unproven',
  isListed: false,
} as const;

const elsewhere = { 'sec-fetch-site': 'cross-site', origin: 'https://app.example' };

describe('why a login is asked about', () => {
  it.each<
    [what: string, facts: Partial<Parameters<typeof unprovenReason>[0]>, reason: RegExp | undefined]
  >([
    ['a proven one', {}, undefined],
    ['one that a link names', { named: 'url' }, undefined],
    ['one that names none', { named: undefined }, /scalekit_txn/],
    ['one by a link that names none', { named: undefined, method: 'GET' }, undefined],
    ['one that names none, where all are', { named: undefined, confirm: 'always' }, undefined],
    ['one that a link of another site names', { named: 'url', headers: elsewhere }, undefined],
    ['where every login is asked about', { confirm: 'always', headers: elsewhere }, undefined],
    ['by PUT', { method: 'PUT' }, /only a POST/],
    ['with nothing but our field', { bringsInput: false }, /confirm: 'always'/],
    ['with Origin: null', { headers: { origin: 'null' } }, /Referrer-Policy/],
    ['from another origin', { headers: elsewhere }, /frontEnds/],
    ['from nobody knows where', { headers: {} }, /frontEnds/],
    [
      'from a listed front end, with the ticket of another page',
      { headers: elsewhere, isListed: true, ticket: 'of another page' },
      /scalekit_page/,
    ],
    [
      'from the front end that captured it',
      { headers: elsewhere, isListed: true, ticket: 'own' },
      undefined,
    ],
    ['from our page, with a ticket of a front end', { ticket: 'of another page' }, undefined],
    [
      'from our page, with such a ticket and nothing else',
      { ticket: 'of another page', bringsInput: false },
      undefined,
    ],
  ])('%s', (_what, facts, reason) => {
    const said = unprovenReason({ ...proven, ...facts });
    if (reason === undefined) expect(said).toBeUndefined();
    else expect(said).toMatch(reason);
  });
});

describe('a body brings something to sign in with', () => {
  it.each<[fields: Record<string, unknown>, brings: boolean]>([
    [{}, false],
    [{ email: '' }, false],
    [{ email: null, password: undefined }, false],
    [{ remember: false }, false],
    [{ credentials: {} }, false],
    [{ codes: [] }, false],
    [{ email: 'alice@example.com' }, true],
    [{ code: 0 }, true],
    [{ remember: true }, true],
    [{ credential: { id: 'x' } }, true],
  ])('%j: %s', (fields, brings) => {
    expect(bringsInput(fields)).toBe(brings);
  });
});
