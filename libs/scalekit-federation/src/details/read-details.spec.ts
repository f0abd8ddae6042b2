import { readDetails } from './read-details.js';
import { fitDetails, maxSealedBytes, sealDetails, unsealDetails } from './sealed-details.js';

const authRequest = { id: 'req_1', scopes: ['read', 'write'] };
const client = {
  clientName: 'Claude',
  clientId: 'm2m_1',
  skClientId: 'm2m_1',
  isDcr: true,
  isCimd: false,
};
const resource = { id: 'res_1', name: 'Shipments' };

const details = (answer: unknown) => {
  const read = readDetails(answer);
  if ('problem' in read) throw new Error(read.problem);
  return read.details;
};

it('is read with everything, and what nobody knows is passed over', () => {
  expect(details({ authRequest, client, resource, $typeName: 'x', more: 1 })).toEqual({
    client: { name: 'Claude', id: 'm2m_1', registration: 'dcr' },
    scopes: ['read', 'write'],
    moreScopes: 0,
    resource,
  });
});

it.each([
  ['cimd', { isDcr: false, isCimd: true, clientId: 'https://claude.ai/c.json' }, 'claude.ai'],
  ['dcr', { isDcr: true, isCimd: false, clientId: 'https://claude.ai/c.json' }, undefined],
  ['other', { isDcr: false, isCimd: false, clientId: 'https://claude.ai/c.json' }, undefined],
  ['other', { isDcr: undefined, isCimd: undefined }, undefined],
])('is a client by %s', (registration, change, domain) => {
  const read = details({ authRequest, client: { ...client, ...change } });
  expect(read.client).toMatchObject({ registration });
  expect(read.client.domain).toBe(domain);
});

it.each<[what: string, answer: unknown]>([
  ['nothing', undefined],
  ['null', null],
  ['a text', 'Claude'],
  ['a list', []],
  ['no scopes', { client }],
  ['scopes in one text', { authRequest: { scopes: 'read' }, client }],
  ['a scope that is no text', { authRequest: { scopes: ['read', 7] }, client }],
  ['endless scopes', { authRequest: { scopes: Array(1001).fill('read') }, client }],
  ['no client', { authRequest }],
  ['a name that is no text', { authRequest, client: { ...client, clientName: { toString: 1 } } }],
  ['both kinds of registration', { authRequest, client: { ...client, isCimd: true } }],
  ['a kind that is no boolean', { authRequest, client: { ...client, isDcr: 'false' } }],
  ['a resource without an id', { authRequest, client, resource: { name: 'Shipments' } }],
])('is worth nothing with %s', (_what, answer) => {
  expect(readDetails(answer)).toEqual({ problem: expect.any(String) });
});

describe('what is kept for short', () => {
  it('is what was told, where that fits', () => {
    const whole = details({ authRequest, client, resource });
    expect(fitDetails(whole)).toEqual(whole);
    expect(unsealDetails(sealDetails(whole))).toEqual(whole);
  });

  it('has twenty scopes and the number of the others', () => {
    const scopes = Array.from({ length: 27 }, (_, index) => `s${index}`);
    const short = fitDetails(details({ authRequest: { scopes }, client }));
    expect(short).toMatchObject({ scopes: scopes.slice(0, 20), moreScopes: 7 });
  });

  it('has 1 KB, and cuts neither a name nor an id', () => {
    const scopes = Array.from({ length: 20 }, (_, index) => `${index}`.padEnd(100, 'x'));
    const clientId = `https://claude.ai/${'a'.repeat(400)}`;
    const asking = { ...client, clientId, isDcr: false, isCimd: true };
    const short = fitDetails(details({ authRequest: { scopes }, client: asking, resource }));
    expect(Buffer.byteLength(JSON.stringify(short && sealDetails(short)))).toBeLessThanOrEqual(
      maxSealedBytes,
    );
    expect(short).toMatchObject({ client: { id: clientId, domain: 'claude.ai' }, resource });
    expect(short && short.scopes.length + short.moreScopes).toBe(20);
  });

  it('is nothing where an id alone is too long', () => {
    const clientId = `m2m_${'a'.repeat(1100)}`;
    expect(fitDetails(details({ authRequest, client: { ...client, clientId } }))).toBeUndefined();
  });
});
