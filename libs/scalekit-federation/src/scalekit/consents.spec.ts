import type { Outcome } from './outcome.js';
import { isGone, readConsents } from './consents.js';

const answered = (body: string, status = 200): Outcome => ({
  kind: 'response',
  status,
  body,
  retryAfterSeconds: undefined,
});
const read = (body: unknown) => readConsents(answered(JSON.stringify(body)));

const entry = {
  id: 'con_1',
  external_user_id: 'usr_1',
  client_id: 'm2m_1',
  client_name: 'Claude',
  scopes: ['a', 'b'],
  granted_at: '2026-01-02T03:04:05Z',
};
const consent = {
  id: 'con_1',
  sub: 'usr_1',
  clientId: 'm2m_1',
  clientName: 'Claude',
  scopes: ['a', 'b'],
  grantedAt: new Date('2026-01-02T03:04:05Z'),
};

it.each<[what: string, body: unknown, consents: unknown[]]>([
  ['no list, which is an empty one', {}, []],
  ['an empty list', { consents: [] }, []],
  ['a consent', { consents: [entry] }, [consent]],
  [
    'several, among what is none',
    { consents: [entry, null, 7, {}, { ...entry, id: 'con_2' }] },
    [consent, { ...consent, id: 'con_2' }],
  ],
  ['one without an id', { consents: [{ ...entry, id: '' }] }, []],
  ['one whose id is a number', { consents: [{ ...entry, id: 7 }] }, []],
  ['one without an owner', { consents: [{ ...entry, external_user_id: undefined }] }, []],
  ['one without a client', { consents: [{ ...entry, client_id: null }] }, []],
  ['no name', { consents: [{ ...entry, client_name: 7 }] }, [{ ...consent, clientName: '' }]],
  [
    'a name that would turn the page around',
    { consents: [{ ...entry, client_name: 'Cl\u202Eaude' }] },
    [consent],
  ],
  ['no scopes', { consents: [{ ...entry, scopes: null }] }, [{ ...consent, scopes: [] }]],
  [
    'scopes that are none',
    { consents: [{ ...entry, scopes: ['a', '', 7, null, 'b'] }] },
    [consent],
  ],
  [
    'no time',
    { consents: [{ ...entry, granted_at: undefined }] },
    [{ ...consent, grantedAt: undefined }],
  ],
  [
    'a time that is none',
    { consents: [{ ...entry, granted_at: 'soon' }] },
    [{ ...consent, grantedAt: undefined }],
  ],
  [
    'a time that is a number',
    { consents: [{ ...entry, granted_at: 7 }] },
    [{ ...consent, grantedAt: undefined }],
  ],
])('a page of consents has %s', (_what, body, consents) => {
  expect(read(body)).toEqual({ consents, nextPageToken: undefined });
});

it.each([
  ['t', 't'],
  ['', undefined],
  [7, undefined],
  [null, undefined],
])('the next page is behind %j: %j', (token, nextPageToken) => {
  expect(read({ consents: [], next_page_token: token })).toEqual({ consents: [], nextPageToken });
});

it.each<[what: string, outcome: Outcome]>([
  ['a list that is none', answered('{"consents":{}}')],
  ['JSON that is no object', answered('[]')],
  ['no JSON', answered('<html>')],
  ['an error', answered('{"consents":[]}', 500)],
  ['a failure', { kind: 'failure', code: 'ECONNRESET', reached: true }],
])('%s is no page of consents', (_what, outcome) => {
  expect(readConsents(outcome)).toBeUndefined();
});

it.each<[what: string, outcome: Outcome, gone: true | undefined]>([
  ['taken back', answered('{}'), true],
  ['taken back, with nothing to say', answered('', 204), true],
  ['taken back by another call', answered('{}', 404), true],
  ['not to be taken back', answered('{}', 403), undefined],
  ['of nobody knows', { kind: 'failure', code: 'ECONNRESET', reached: true }, undefined],
])('a consent is %s', (_what, outcome, gone) => {
  expect(isGone(outcome)).toBe(gone);
});
