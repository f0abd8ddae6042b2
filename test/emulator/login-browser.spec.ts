import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { LoginStoppedError, ScalekitEmulator, type BegunLogin } from 'scalekit-emulator';
import { Backend } from './backend.js';
import { stopOf } from './stop-of.js';

describe('a login that the emulator begins', () => {
  let emulator: ScalekitEmulator;
  let server: Server;
  let origin: string;
  const seen: IncomingMessage['headers'][] = [];
  let answer: (request: IncomingMessage, response: ServerResponse, body: string) => void;

  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push(request.headers);
      void text(request).then((body) => answer(request, response, body));
    });
    await new Promise<void>((listening) => server.listen(0, listening));
    origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    emulator = await ScalekitEmulator.start({
      loginUrl: `${origin}/login`,
      resources: [
        { id: 'res_crm', connectionId: 'conn_crm', url: 'http://localhost:3001/mcp' },
        { id: 'res_billing', connectionId: 'conn_billing', url: 'http://localhost:3002/mcp' },
      ],
    });
  });
  beforeEach(async () => {
    seen.length = 0;
    answer = (_, response) => response.end();
    await emulator.reset();
    await emulator.clearFaults();
  });
  afterAll(async () => {
    server?.close();
    await emulator?.close();
  });

  it.each(['res_billing', 'http://localhost:3002/mcp'])(
    'is for the MCP server %s',
    async (name) => {
      const login = await emulator.beginLogin({ resource: name });
      const { searchParams } = new URL((await login.browser().open(login.url)).url);
      const backend = new Backend({
        ...emulator.credentials,
        connectionId: 'conn_billing',
      });
      await backend.push(searchParams.get('login_request_id') ?? '', {
        sub: 'usr_1',
        email: 'a@b.c',
      });
      await login.browser().open(backend.callbackUrl(searchParams.get('state') ?? ''));
      const { claims } = await login.finish();
      expect(claims['aud']).toEqual(['http://localhost:3002/mcp', 'res_billing']);
    },
  );

  it('is for no MCP server that is not there', async () => {
    await expect(emulator.beginLogin({ resource: 'res_hr' })).rejects.toThrow(
      'there is no MCP server res_hr, but http://localhost:3001/mcp, http://localhost:3002/mcp',
    );
  });

  it('comes to the app as Chromium does', async () => {
    const login = await emulator.beginLogin();
    await login.browser().open(login.url);
    expect(seen).toEqual([
      expect.objectContaining({
        accept: expect.stringContaining('text/html'),
        'sec-fetch-dest': 'document',
        'sec-fetch-mode': 'navigate',
        'sec-fetch-site': 'none',
      }),
    ]);
  });

  it('sends a form as the page has it, and keeps Secure cookies of localhost', async () => {
    answer = ({ url }, response, body) => {
      response.setHeader('content-type', 'text/html');
      response.setHeader('set-cookie', '__Host-session=1; Path=/; Secure; HttpOnly');
      const form =
        '<form method="post" action="/next"><input type="hidden" name="kept" value="a&amp;b">';
      response.end(
        url === '/next' ? body : `${form}<input name="email"><button>Go</button></form>`,
      );
    };
    const browser = (await emulator.beginLogin()).browser();
    await browser.open(`${origin}/login`);
    expect((await browser.submit({ email: 'a@example.com' })).html).toBe(
      'kept=a%26b&email=a%40example.com',
    );
    expect(seen[1]).toMatchObject({
      cookie: '__Host-session=1',
      origin,
      referer: `${origin}/login`,
      'sec-fetch-site': 'same-origin',
      'content-type': 'application/x-www-form-urlencoded',
    });
  });

  it('has a script that does not follow to another origin', async () => {
    answer = ({ url }, response) => {
      const elsewhere = origin.replace('localhost', '127.0.0.1');
      response.writeHead(303, { location: url === '/a' ? '/b' : elsewhere }).end();
    };
    const browser = (await emulator.beginLogin()).browser();
    await expect(browser.json(`${origin}/a`, {})).rejects.toThrow('another origin');
    expect(seen.map((headers) => headers['sec-fetch-dest'])).toEqual(['empty', 'empty']);
  });

  const steps: [string, string, (login: BegunLogin) => Promise<unknown>][] = [
    ['authorize', 'no browser has opened login.url yet', async () => {}],
    [
      'authorize',
      'oauth/authorize answered 503',
      async (login) => {
        await emulator.fail({ on: 'authorize', status: 503 });
        await login.browser().open(login.url);
      },
    ],
    [
      'callback',
      'invalid_state',
      (login) => login.browser().open(new Backend(emulator.credentials).callbackUrl('unknown')),
    ],
    [
      'answer',
      'the state is not that',
      (login) =>
        login
          .browser()
          .open(`${emulator.url}/health`)
          .then(() => login.finish(`${login.redirectUri}?code=a&state=b`)),
    ],
    [
      'token',
      'invalid_grant',
      (login) => login.finish(`${login.redirectUri}?code=a&state=${login.state}`),
    ],
  ];
  it.each(steps)('names the step %s that it stopped at: %s', async (step, message, go) => {
    const login = await emulator.beginLogin();
    const stopped = await stopOf(go(login).then(() => login.finish()));
    expect(stopped).toBeInstanceOf(LoginStoppedError);
    expect([stopped.step, stopped.message]).toEqual([step, expect.stringContaining(message)]);
  });

  it('names the step register, if a fault keeps the client from it', async () => {
    await emulator.fail({ on: 'register', status: 429 });
    expect(await stopOf(emulator.beginLogin())).toMatchObject({ step: 'register' });
  });

  it('says that nobody answers', async () => {
    const browser = (await emulator.beginLogin()).browser();
    await expect(browser.submit()).rejects.toThrow('open login.url first');
    await expect(browser.open('http://localhost:1/login?a=secret')).rejects.toThrow(
      /^Nothing could be had from http:\/\/localhost:1\/login: /,
    );
  });
});
