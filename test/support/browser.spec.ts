import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { Browser } from './browser.js';

type Handler = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** Answers `/echo` with what came, and what the routes say. */
const routes: Record<string, Handler> = {
  '/echo': ({ method, headers }, response, body) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ method, headers, body }));
  },
  '/form': (_, response) => {
    response.setHeader('content-type', 'text/html');
    response.setHeader('referrer-policy', 'no-referrer');
    response.end(`<form method="post" action="/echo"><input type="hidden" name="kept" value="a&amp;b">
      <input name="email"><input type="checkbox" name="off" value="1">
      <noscript><input type="checkbox" name="on" value="1" checked></noscript>
      <button name="action" value="go">Go</button></form>`);
  },
  '/cookies': (_, response) => {
    response.setHeader('set-cookie', [
      'lax=1; SameSite=Lax; HttpOnly; Path=/',
      'strict=1; SameSite=Strict; Path=/',
      'gone=1; Max-Age=0; Path=/',
      'elsewhere=1; Path=/elsewhere',
      '__Host-no=1; Path=/sub; Secure',
    ]);
    response.end();
  },
  '/posts-elsewhere': ({ headers }, response) => {
    response.setHeader('content-type', 'text/html');
    const elsewhere = headers.host?.replace('127.0.0.1', 'localhost');
    response.end(
      `<form method="post" action="http://${elsewhere}/cookies"><button>Go</button></form>`,
    );
  },
  '/refresh': (_, response) => {
    response.setHeader('refresh', '0; url=/redirect');
    response.end();
  },
  '/redirect': (_, response) => {
    response.writeHead(303, { location: '/echo' }).end();
  },
};

describe('the browser for tests', () => {
  let server: Server;
  let origin: string;
  let browser: Browser;

  beforeAll(async () => {
    server = createServer((request, response) => {
      void text(request).then((body) => routes[request.url ?? '']?.(request, response, body));
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const address = server.address();
    origin = `http://localhost:${typeof address === 'object' ? address?.port : address}`;
    browser = new Browser();
  });

  afterAll(() => void server?.close());

  it('sends what a form holds, with the Origin that a page without a referrer sends', async () => {
    const page = await browser.navigate(`${origin}/form`);
    const { method, headers, body } = (
      await browser.submitForm(page, { email: 'a@example.com' })
    ).json();
    expect({ method, body }).toEqual({
      method: 'POST',
      body: 'kept=a%26b&email=a%40example.com&on=1&action=go',
    });
    expect(headers).toMatchObject({
      origin: 'null',
      'sec-fetch-site': 'same-origin',
      'sec-fetch-mode': 'navigate',
      'sec-fetch-dest': 'document',
    });
    expect(headers).not.toHaveProperty('referer');
  });

  it('sends a fetch as a script of the same origin does', async () => {
    const { headers, body } = (await browser.fetchJson(`${origin}/echo`, { a: 1 })).json();
    expect(body).toBe('{"a":1}');
    expect(headers).toMatchObject({
      origin,
      'sec-fetch-site': 'same-origin',
      'sec-fetch-mode': 'cors',
      'sec-fetch-dest': 'empty',
    });
  });

  it('keeps the cookies that a browser keeps, and sends Lax ones across sites on a link only', async () => {
    await browser.navigate(`${origin}/cookies`);
    expect(await browser.cookiesFor(`${origin}/`)).toEqual({ lax: '1', strict: '1' });
    const elsewhere = await browser.navigate(`${origin.replace('localhost', '127.0.0.1')}/echo`);
    expect(elsewhere.json().headers).not.toHaveProperty('cookie');
    const linked = await browser.navigate(`${origin}/echo`, elsewhere);
    expect(linked.json().headers).toMatchObject({
      cookie: 'lax=1',
      'sec-fetch-site': 'cross-site',
    });
    const fetched = await browser.fetchJson(`${origin}/echo`, {}, elsewhere);
    expect(fetched.json().headers).not.toHaveProperty('cookie');
  });

  it('keeps the Lax cookies that a form post from another site is answered with', async () => {
    const visitor = new Browser();
    const page = await visitor.navigate(
      `${origin.replace('localhost', '127.0.0.1')}/posts-elsewhere`,
    );
    await visitor.submitForm(page);
    expect(await visitor.cookiesFor(`${origin}/`)).toMatchObject({ lax: '1' });
  });

  it('walks refreshes and redirects, and stops before the address it is told', async () => {
    const start = await browser.navigate(`${origin}/refresh`);
    expect((await browser.follow(start, `${origin}/echo`)).url.pathname).toBe('/redirect');
    expect((await browser.follow(start)).url.pathname).toBe('/echo');
  });
});
