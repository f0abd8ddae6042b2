import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loginRequest } from './index.js';

/** What a page knows of its address; `assign()` is where the person goes. */
interface Location {
  href: string;
  search: string;
  readonly left: string[];
  assign(url: string): void;
}

const captured = {
  ticket: 'txn.sealed',
  notice: 'You are connecting Claude',
  expiresAt: '2026-01-02T03:04:05.000Z',
  client: { name: 'Claude' },
};

let server: Server;
let backend: string;
let answer: { status: number; body: string };
let asked: { url: URL; accept: string | undefined }[];
let page: Location;

/** The page was opened with this query. */
function open(query: string): void {
  const left: string[] = [];
  const assign = (url: string) => void left.push(url);
  page = { href: `${backend}/sign-in${query}`, search: query, left, assign };
  Object.defineProperty(globalThis, 'location', { value: page, configurable: true });
}
const says = (body: object, status = 200) => {
  answer = { status, body: JSON.stringify(body) };
};

beforeAll(async () => {
  server = createServer(({ url = '', headers: { accept } }, response) => {
    asked.push({ url: new URL(url, backend), accept });
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  backend = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
beforeEach(() => {
  asked = [];
  says(captured);
});
afterAll(() => {
  Reflect.deleteProperty(globalThis, 'location');
  server.closeAllConnections();
  server.close();
});

describe('the login request of a page', () => {
  it.each(['', '?', '?state=s', '?utm=login_request_id'])(
    'is none of a plain visit, which asks nobody: %j',
    async (query) => {
      open(query);
      await expect(loginRequest('/capture')).resolves.toBeUndefined();
      expect(asked).toEqual([]);
    },
  );

  it.each([
    ['?login_request_id=lri_1&state=a%26b', 'login_request_id=lri_1&state=a%26b'],
    ['?scalekit_txn=t.s', 'scalekit_txn=t.s'],
    ['?utm=x&state=s&login_request_id=1', 'login_request_id=1&state=s'],
    ['?login_request_id=1&login_request_id=2', 'login_request_id=1&login_request_id=2'],
  ])('is fetched with what is Scalekit’s or ours of %s', async (query, passedOn) => {
    open(query);
    const pending = await loginRequest('/capture?tenant=7');
    const { url, accept } = asked[0] ?? { url: new URL(backend), accept: undefined };
    const key = url.searchParams.get('scalekit_page');
    expect(key).toMatch(/^[0-9a-f]{48}$/);
    expect(url.pathname + url.search).toBe(`/capture?tenant=7&${passedOn}&scalekit_page=${key}`);
    expect(accept).toBe('application/json');
    expect(pending?.fields).toEqual({ scalekit_txn: captured.ticket, scalekit_page: key });
  });

  it('has what the page shows, and all that the backend said', async () => {
    open('?login_request_id=1');
    const pending = await loginRequest(`${backend}/capture`);
    expect(pending?.notice).toBe(captured.notice);
    expect(pending?.expiresAt).toEqual(new Date(captured.expiresAt));
    expect(pending?.loginRequest).toEqual(captured);
  });

  it('has a key of its own each time', async () => {
    open('?login_request_id=1');
    const pages = [await loginRequest('/capture'), await loginRequest('/capture')];
    expect(new Set(pages.map((pending) => pending?.fields.scalekit_page)).size).toBe(2);
  });

  it('may be read from a query that a router keeps', async () => {
    open('');
    await expect(loginRequest('/capture', '?login_request_id=1')).resolves.toBeDefined();
  });

  it('shows no notice where there is none, and is none without a ticket', async () => {
    open('?login_request_id=1');
    says({ ticket: 'txn.sealed' });
    await expect(loginRequest('/capture')).resolves.toMatchObject({ notice: '' });
    says({ notice: 'signed in already' });
    await expect(loginRequest('/capture')).resolves.toBeUndefined();
  });

  it('is fetched from a backend on another origin, too', async () => {
    open('?login_request_id=1');
    page.href = 'https://app.example/sign-in';
    await expect(loginRequest(`${backend}/capture`)).resolves.toBeDefined();
  });

  it('says what to do where it has expired', async () => {
    open('?login_request_id=1');
    says({ error: 'login_request_expired', message: 'This sign-in has expired' }, 410);
    await expect(loginRequest('/capture')).rejects.toMatchObject({
      code: 'login_request_expired',
      message: 'This sign-in has expired. Go back to your AI app, and connect again from there.',
    });
    says({}, 500);
    await expect(loginRequest('/capture')).rejects.toMatchObject({
      code: undefined,
      message: 'The backend answered 500. Go back to your AI app, and connect again from there.',
    });
  });

  it('does not hide that the backend answers something else', async () => {
    open('?login_request_id=1');
    answer = { status: 200, body: '<html>' };
    await expect(loginRequest('/capture')).rejects.toThrow('is not valid JSON');
  });
});

describe('a login that is done', () => {
  const error = { error: 'access_denied', message: 'not now' };
  const headers = (fields: Record<string, string>) => new Response('token', { headers: fields });

  it.each<[answered: string, answer: unknown, left: string[], why: unknown]>([
    [
      'where to go',
      { redirectTo: 'https://auth.example/back?x=1' },
      ['https://auth.example/back?x=1'],
      undefined,
    ],
    [
      'where to go in a header',
      headers({ 'scalekit-redirect-to': 'https://auth.example/' }),
      ['https://auth.example/'],
      undefined,
    ],
    ['a way that runs a script', { redirectTo: 'javascript:alert(1)' }, [], undefined],
    ['a file', { redirectTo: 'file:///etc/passwd' }, [], undefined],
    ['why not', { handOffError: error }, [], error],
    [
      'why not, and a way of its own',
      { handOffError: error, redirectTo: 'https://app.example/' },
      [],
      error,
    ],
    [
      'why not in a header',
      headers({ 'scalekit-hand-off-error': 'access_denied' }),
      [],
      { error: 'access_denied', message: '' },
    ],
    ['something of its own', { accessToken: 'x' }, [], undefined],
    ['something else in headers', headers({ 'x-a': 'b' }), [], undefined],
    ['a token', 'eyJ', [], undefined],
    ['nothing', undefined, [], undefined],
    ['null', null, [], undefined],
  ])('leaves this page only for Scalekit: %s', async (_answered, answered, left, why) => {
    open('?login_request_id=1');
    const pending = await loginRequest('/capture');
    expect(pending?.finish(answered)).toEqual(why);
    expect(page.left).toEqual(left);
  });

  it('goes on at the backend, where the way has no host', async () => {
    open('?login_request_id=1');
    page.href = 'http://app.example/sign-in';
    const pending = await loginRequest(`${backend}/capture`);
    expect(pending?.finish({ redirectTo: '/auth/scalekit/continue' })).toBeUndefined();
    expect(page.left).toEqual([`${backend}/auth/scalekit/continue`]);
  });
});
