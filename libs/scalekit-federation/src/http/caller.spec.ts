import {
  captureObstacle,
  expectsJson,
  expectsPage,
  isAddressedByLoopback,
  isDocumentNavigation,
  isFromElsewhere,
  isFromOwnPage,
  isLoopback,
  mayOpenInTab,
  single,
  type RequestHeaders,
} from './caller.js';

const html = { accept: 'text/html,*/*;q=0.8' };
const json = { accept: 'application/json, text/plain, */*' };
const fetched = (dest: string, mode = 'cors', site = 'same-origin') => ({
  'sec-fetch-dest': dest,
  'sec-fetch-mode': mode,
  'sec-fetch-site': site,
});

it.each([
  [{ accept: 'a' }, 'a'],
  [{ accept: '' }, ''],
  [{ accept: ['a', 'b'] }, undefined],
  [{}, undefined],
])('%j has %j once', (headers: RequestHeaders, value) => {
  expect(single(headers, 'accept')).toBe(value);
});

describe('who reads the answer of a request', () => {
  const nobody = { json: false, page: false, navigation: false, tab: true };
  const script = { json: true, page: false, navigation: false, tab: true };
  const person = { json: false, page: true, navigation: true, tab: true };

  it.each<[what: string, headers: RequestHeaders, reader: typeof nobody]>([
    ['with no word', {}, nobody],
    ['of curl', { accept: '*/*' }, nobody],
    ['that wants JSON', json, script],
    ['that wants it in capitals', { accept: 'APPLICATION/JSON' }, script],
    ['that wants a page', html, person],
    ['that wants it in capitals, too', { accept: 'TEXT/HTML' }, person],
    ['that takes both', { accept: 'application/json, text/html' }, person],
    ['that says twice what it accepts', { accept: ['text/html', 'text/html'] }, nobody],
    ['of fetch()', { ...fetched('empty'), accept: '*/*' }, { ...script, tab: false }],
    ['of fetch() for HTML', { ...fetched('empty'), ...html }, { ...script, tab: false }],
    ['of a tab', { ...fetched('document', 'navigate'), ...html }, person],
    ['of a tab that accepts anything', fetched('document', 'navigate'), person],
    ['of a tab by a service worker', fetched('empty', 'navigate'), person],
    [
      'of a frame',
      { ...fetched('iframe', 'navigate'), ...html },
      { ...person, navigation: false, tab: false },
    ],
    [
      'for an image',
      { ...fetched('image', 'no-cors'), accept: 'image/*' },
      { ...nobody, tab: false },
    ],
    ['for a document by no navigation', fetched('document'), nobody],
  ])('%s', (_what, headers, reader) => {
    expect({
      json: expectsJson(headers),
      page: expectsPage(headers),
      navigation: isDocumentNavigation(headers),
      tab: mayOpenInTab(headers),
    }).toEqual(reader);
  });
});

describe('what keeps a request from bringing a login request', () => {
  it.each<[what: string, method: string, headers: RequestHeaders, obstacle: string | undefined]>([
    ['a tab', 'GET', { ...fetched('document', 'navigate', 'cross-site'), ...html }, undefined],
    ['an older browser', 'GET', html, undefined],
    ['a script of its own page', 'GET', fetched('empty'), undefined],
    ['a script of a sibling site', 'GET', fetched('empty', 'cors', 'same-site'), 'another origin'],
    ['a script of another site', 'GET', fetched('empty', 'cors', 'cross-site'), 'another origin'],
    ['a frame', 'GET', fetched('iframe', 'navigate'), 'for a frame or a part of a page'],
    ['an image of its own page', 'GET', fetched('image', 'no-cors'), 'for a frame or a part'],
    ['a form', 'POST', fetched('document', 'navigate'), 'a POST request'],
    ['HEAD', 'HEAD', html, 'a HEAD request'],
    ['a prefetch', 'GET', { ...html, 'sec-purpose': 'prefetch;prerender' }, 'ahead of any wish'],
    ['an older prefetch', 'GET', { ...html, purpose: 'Prefetch' }, 'ahead of any wish'],
    ['a prefetch of Firefox', 'GET', { ...html, 'x-moz': 'prefetch' }, 'ahead of any wish'],
    ['another purpose', 'GET', { ...html, purpose: 'preview' }, undefined],
  ])('%s', (_what, method, headers, obstacle) => {
    const found = captureObstacle(method, headers);
    if (obstacle === undefined) expect(found).toBeUndefined();
    else expect(found).toContain(obstacle);
  });
});

describe('where a request comes from', () => {
  const at = { host: 'app.example' };
  const own = [true, false];
  const elsewhere = [false, true];
  const unknown = [false, false];

  it.each<[what: string, headers: RequestHeaders, source: boolean[]]>([
    ['by metadata, its own page', { ...at, 'sec-fetch-site': 'same-origin' }, own],
    ['by metadata, a sibling', { ...at, 'sec-fetch-site': 'same-site' }, elsewhere],
    ['by metadata, another site', { ...at, 'sec-fetch-site': 'cross-site' }, elsewhere],
    ['by metadata, an address that was typed', { ...at, 'sec-fetch-site': 'none' }, elsewhere],
    ['by metadata twice', { ...at, 'sec-fetch-site': ['same-origin', 'none'] }, elsewhere],
    [
      'by metadata, whatever its origin says',
      { ...at, 'sec-fetch-site': 'cross-site', origin: 'https://app.example' },
      elsewhere,
    ],
    ['by origin, its own page', { ...at, origin: 'https://app.example' }, own],
    ['by origin, its own page over http', { ...at, origin: 'http://app.example' }, own],
    [
      'by origin, its own host in capitals',
      { host: 'APP.example', origin: 'https://app.example' },
      own,
    ],
    [
      'by origin, its own page over HTTP/2',
      { ':authority': 'app.example', origin: 'https://app.example' },
      own,
    ],
    ['by origin, another port', { ...at, origin: 'https://app.example:8443' }, elsewhere],
    ['by origin, another scheme', { ...at, origin: 'ftp://app.example' }, elsewhere],
    ['by origin, another site', { ...at, origin: 'https://evil.example' }, elsewhere],
    ['by origin, nobody knows', { ...at, origin: 'null' }, elsewhere],
    [
      'by origin twice',
      { ...at, origin: ['https://app.example', 'https://app.example'] },
      elsewhere,
    ],
    ['by origin without a host', { origin: 'https://app.example' }, elsewhere],
    ['by nothing', at, unknown],
  ])('%s', (_what, headers, source) => {
    expect([isFromOwnPage(headers), isFromElsewhere(headers)]).toEqual(source);
  });
});

it.each([
  ['localhost', true],
  ['LOCALHOST', true],
  ['app.localhost', true],
  ['127.0.0.1', true],
  ['127.255.255.254', true],
  ['[::1]', true],
  ['localhost.example', false],
  ['notlocalhost', false],
  ['127.0.0.1.example', false],
  ['128.0.0.1', false],
  ['127.0.0', false],
  ['', false],
])('%j is this very machine: %j', (host, isIt) => {
  expect(isLoopback(host)).toBe(isIt);
  expect(isAddressedByLoopback({ host })).toBe(isIt);
  expect(isAddressedByLoopback({ host: `${host}:3000` })).toBe(isIt);
});
