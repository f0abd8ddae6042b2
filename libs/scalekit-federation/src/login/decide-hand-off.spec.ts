import { decideHandOff, type Decision } from './decide-hand-off.js';
import type { LoginFacts } from './proven-login.js';

/** A form of the app's own page, sent by the browser that captured the login request. */
const proven: LoginFacts = {
  method: 'POST',
  headers: { 'sec-fetch-site': 'same-origin', 'sec-fetch-dest': 'document', accept: 'text/html' },
  named: 'body',
  bringsInput: true,
  namedIsUsable: true,
  live: 0,
  confirm: 'unproven',
};

const navigation = { 'sec-fetch-dest': 'document', 'sec-fetch-mode': 'navigate' };
const script = { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors' };
const host = 'app.example';

describe('somebody has signed in', () => {
  it.each<[what: string, facts: Partial<LoginFacts>, decision: Decision]>([
    ['by a form of our own page', {}, 'hand off'],
    ['so, and every login is to be confirmed', { confirm: 'always' }, 'confirm'],
    ['with nothing in the form but our field', { bringsInput: false }, 'confirm'],
    ['by a form of another site', { headers: { 'sec-fetch-site': 'cross-site' } }, 'confirm'],
    ['by a form of a sibling host', { headers: { 'sec-fetch-site': 'same-site' } }, 'confirm'],
    ['by an older browser’s form', { headers: { host, origin: `https://${host}` } }, 'hand off'],
    [
      'by an older browser’s, from elsewhere',
      { headers: { host, origin: 'https://evil.example' } },
      'confirm',
    ],
    ['by one that hides its origin', { headers: { host, origin: 'null' } }, 'confirm'],
    ['by one that says nothing of it', { headers: { host } }, 'confirm'],
    [
      'where both speak, the metadata counts',
      { headers: { host, 'sec-fetch-site': 'cross-site', origin: `https://${host}` } },
      'confirm',
    ],
    [
      'from the front end’s page that has the ticket',
      { ticket: 'own', headers: { 'sec-fetch-site': 'cross-site' } },
      'hand off',
    ],
    [
      'with a ticket of another page',
      { ticket: 'of another page', headers: { 'sec-fetch-site': 'cross-site' } },
      'confirm',
    ],
    ['by our own page, with a ticket of another', { ticket: 'of another page' }, 'confirm'],
    ['with its own ticket in the address', { ticket: 'own', named: 'url' }, 'confirm'],
    ['with its own ticket, and nothing else', { ticket: 'own', bringsInput: false }, 'confirm'],
    ['by GET', { method: 'GET' }, 'confirm'],
    ['by PUT', { method: 'PUT' }, 'confirm'],
    ['with our field in the address', { named: 'url' }, 'confirm'],
    [
      'at the end of a trip that a form began',
      { named: 'trip', method: 'GET', bringsInput: false },
      'hand off',
    ],
    [
      'so, and every login is to be confirmed',
      { named: 'trip', method: 'GET', confirm: 'always' },
      'confirm',
    ],
    ['for a login request that is over', { namedIsUsable: false }, 'expired'],
    [
      'for one that an address names, and is over',
      { named: 'url', namedIsUsable: false },
      'expired',
    ],
    ['without naming any, and none waits', { named: undefined }, 'leave'],
    [
      'without naming any, by a navigation, and one waits',
      { named: undefined, live: 1, headers: navigation },
      'confirm',
    ],
    [
      'without naming any, by a navigation, and two wait',
      { named: undefined, live: 2, headers: navigation },
      'leave',
    ],
    [
      'without naming any, by a script, and one waits',
      { named: undefined, live: 1, headers: script },
      'leave',
    ],
  ])('%s', (_what, facts, decision) => {
    expect(decideHandOff({ ...proven, ...facts })).toBe(decision);
  });
});
