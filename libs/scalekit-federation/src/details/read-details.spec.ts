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
  expect(details({ authRequest, client, resource, $typeName: 'x', more: 1 })).toStrictEqual({
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

it.each<[what: string, resource: unknown, read: unknown]>([
  ['is left out', undefined, undefined],
  ['is null', null, undefined],
  ['has no name', { id: 'res_1' }, { id: 'res_1', name: '' }],
])('may be for a resource that %s', (_what, told, read) => {
  expect(details({ authRequest, client, resource: told }).resource).toEqual(read);
});

it('may have a thousand scopes', () => {
  const scopes = Array<string>(1000).fill('read');
  expect(details({ authRequest: { scopes }, client }).scopes).toEqual(scopes);
});

describe('is worth nothing', () => {
  const noList = 'authRequest.scopes is no list of texts';
  const noClient = 'client is not { clientName, clientId, isDcr, isCimd }';
  const noResource = 'resource is not { id, name }';
  const withClient = (change: object) => ({ authRequest, client: { ...client, ...change } });
  const withResource = (change: unknown) => ({ authRequest, client, resource: change });

  it.each<[what: string, answer: unknown, problem: string]>([
    ['nothing', undefined, 'it is no object'],
    ['null', null, 'it is no object'],
    ['a text', 'Claude', 'it is no object'],
    ['a list', [], 'it is no object'],
    ['no scopes', { client }, noList],
    ['scopes in one text', { authRequest: { scopes: 'read' }, client }, noList],
    ['a scope that is no text', { authRequest: { scopes: ['read', 7] }, client }, noList],
    ['endless scopes', { authRequest: { scopes: Array(1001).fill('read') }, client }, noList],
    ['no client', { authRequest }, noClient],
    ['a name that is no text', withClient({ clientName: { toString: 1 } }), noClient],
    ['both kinds of registration', withClient({ isCimd: true }), noClient],
    ['a kind that is no boolean', withClient({ isDcr: 'false' }), noClient],
    ['the other kind no boolean', withClient({ isDcr: false, isCimd: 'true' }), noClient],
    ['a resource without an id', withResource({ name: 'Shipments' }), noResource],
    ['a resource with an empty id', withResource({ id: '', name: 'Shipments' }), noResource],
    ['a resource that is a text', withResource('res_1'), noResource],
    ['a resource that is a list', withResource(Object.assign([], resource)), noResource],
  ])('with %s', (_what, answer, problem) => {
    expect(readDetails(answer)).toEqual({ problem });
  });
});

describe('what is kept for short', () => {
  it('is what was told, where that fits', () => {
    const whole = details({ authRequest, client, resource });
    expect(fitDetails(whole)).toEqual(whole);
    expect(unsealDetails(sealDetails(whole))).toEqual(whole);
  });

  it('is what was told, where nobody has told of a resource', () => {
    const whole = details({ authRequest, client });
    expect(unsealDetails(sealDetails(whole))).toStrictEqual(whole);
  });

  it('may have a resource without a name', () => {
    const unsealed = unsealDetails(['Claude', 'm2m_1', 'd', [], 0, 'res_1']);
    expect(unsealed.resource).toEqual({ id: 'res_1', name: '' });
  });

  it('takes the last byte there is, and goes without any scope for the names', () => {
    const whole = details({ authRequest, client, resource });
    const bytesOf = (scopes: string[], moreScopes: number) =>
      Buffer.byteLength(JSON.stringify(sealDetails({ ...whole, scopes, moreScopes })));
    const [all, none] = [bytesOf(['read', 'write'], 0), bytesOf([], 2)];
    expect(fitDetails(whole, all)).toEqual(whole);
    expect(fitDetails(whole, all - 1)).toMatchObject({ scopes: ['read'], moreScopes: 1 });
    expect(fitDetails(whole, none)).toMatchObject({ scopes: [], moreScopes: 2 });
    expect(fitDetails(whole, none - 1)).toBeUndefined();
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
