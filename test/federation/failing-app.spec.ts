import type { INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ScalekitFederationOptions } from 'nestjs-scalekit-federation';
import { Browser } from '../support/browser.js';
import { later, readingMs } from '../support/clock.js';
import { adapters, type AdapterName, type User } from '../support/federation-app.js';
import { alice, World } from '../support/world.js';

type AppFunction = 'texts' | 'template' | 'currentUser' | 'mapPrincipal';

const secretCause = 'the reason, with alice@example.com and a secret in it';
const failures: Readonly<Record<string, () => unknown>> = {
  throws: () => {
    throw new Error(secretCause);
  },
  'throws nothing in particular': () => {
    throw undefined;
  },
  rejects: () => Promise.reject(new Error(secretCause)),
  'returns nothing': () => undefined,
  'returns a number': () => 42,
};
const ways = Object.keys(failures);
const functions: readonly AppFunction[] = ['texts', 'template', 'currentUser', 'mapPrincipal'];
const callers = {
  'a browser': { accept: 'text/html' },
  'a script': { accept: 'application/json' },
};

describe.each(adapters)('a function of the app that fails, on %s', (adapter) => {
  let world: World;
  /** What fails now, and how. */
  let broken: { readonly name: AppFunction; readonly fail: () => unknown } | undefined;
  let cookie: string;
  let continueUrl: string;
  let answer: URLSearchParams;
  let txn: string;

  const orFail =
    <Parameters extends unknown[], Result>(
      name: AppFunction,
      own: (...parameters: Parameters) => Result,
    ) =>
    (...parameters: Parameters): Result =>
      broken?.name === name ? (broken.fail() as Result) : own(...parameters);

  const options: ScalekitFederationOptions = {
    texts: orFail('texts', () => ({})),
    template: orFail('template', ({ body }) => `<!doctype html><main>${body}</main>`),
    currentUser: orFail('currentUser', ({ user }: { user?: User }) => user),
    mapPrincipal: orFail('mapPrincipal', (principal) => {
      const { id, email } = principal as User;
      return { sub: id, email };
    }),
  };

  beforeAll(async () => {
    world = await World.start({ adapter, options });
  });
  beforeEach(async () => {
    broken = undefined;
    await world.emulator.reset();
    const browser = new Browser();
    await browser.submitForm(await browser.navigate(world.loginUrl), alice);
    const { page } = await world.startLogin(browser);
    cookie = await browser.cookies.getCookieString(world.app.url);
    continueUrl = page.url.href;
    answer = page.form({}, { button: '[value=continue]' }).fields;
    txn = answer.get('scalekit_txn') ?? '';
    world.app.log.lines.length = 0;
  });
  afterAll(() => world?.close());

  const requests: Readonly<Record<string, (headers: Record<string, string>) => Promise<Response>>> =
    {
      'the continue page': (headers) => fetch(continueUrl, { headers, redirect: 'manual' }),
      'its answer': (headers) =>
        later(readingMs, () =>
          fetch(`${world.app.url}/scalekit/continue`, {
            method: 'POST',
            headers,
            body: answer,
            redirect: 'manual',
          }),
        ),
      'the relay': (headers) =>
        fetch(`${world.app.url}/scalekit/relay?scalekit_txn=${txn}`, { headers }),
      'a login': (headers) =>
        fetch(world.loginUrl, {
          method: 'POST',
          headers: { 'sec-fetch-site': 'same-origin', ...headers },
          body: new URLSearchParams({ ...alice, scalekit_txn: txn }),
          redirect: 'manual',
        }),
      'a login that is over': (headers) =>
        fetch(world.loginUrl, {
          method: 'POST',
          headers: { 'sec-fetch-site': 'same-origin', ...headers },
          body: new URLSearchParams({ ...alice, scalekit_txn: 'AAAAAAAAAAAAAAAA' }),
          redirect: 'manual',
        }),
    };

  describe.each(functions)('%s', (name) => {
    describe.each(ways)('%s', (way) => {
      it.each(Object.keys(requests))('leaves nobody waiting for %s (T63)', async (what) => {
        for (const headers of Object.values(callers)) {
          broken = { name, fail: failures[way] ?? (() => undefined) };
          const response = await requests[what]?.({ cookie, ...headers });
          const text = await response?.text();
          expect(response?.status).not.toBe(503);
          expect(text).not.toContain(secretCause);
          expect(text).not.toContain('.spec.ts');
        }
      });
    });
  });

  it.each(functions)('tells a browser of %s by a page with one thing to press', async (name) => {
    broken = { name, fail: failures['throws'] ?? (() => undefined) };
    const response = await requests['the continue page']?.({ cookie, ...callers['a browser'] });
    const text = (await response?.text()) ?? '';
    expect(response?.status).toBe(500);
    expect(response?.headers.get('content-type')).toContain('text/html');
    expect(text).toContain('internal_error');
    expect(text.match(/<a class="button/g)).toHaveLength(1);
    expect(text).toContain(`href="/scalekit/continue?scalekit_txn=${txn}"`);
  });

  it.each(['texts', 'template'] as const)(
    'tells Scalekit of nobody who cannot be led back to it by a page, by %s (T63)',
    async (name) => {
      broken = { name, fail: failures['throws'] ?? (() => undefined) };
      for (const what of ['its answer', 'a login']) {
        const response = await requests[what]?.({ cookie, ...callers['a browser'] });
        expect([what, response?.status]).toEqual([what, 500]);
      }
      expect(await world.pushes()).toEqual([]);
    },
  );

  it.each(['texts', 'template'] as const)(
    'hands a script off that reads nothing of %s',
    async (name) => {
      broken = { name, fail: failures['throws'] ?? (() => undefined) };
      const response = await requests['its answer']?.({ cookie, ...callers['a script'] });
      expect(await response?.json()).toMatchObject({ redirectTo: expect.any(String) });
      expect(await world.pushes()).toHaveLength(1);
    },
  );

  it.each(['currentUser', 'mapPrincipal'] as const)(
    'tells others of %s by an object',
    async (name) => {
      broken = { name, fail: failures['throws'] ?? (() => undefined) };
      const response = await requests['its answer']?.({ cookie, ...callers['a script'] });
      expect(response?.status).toBe(500);
      expect(await response?.json()).toEqual({
        statusCode: 500,
        error: 'internal_error',
        message: expect.any(String),
      });
      expect(await world.pushes()).toEqual([]);
    },
  );

  it.each(functions)('tells the operator of %s, and where it failed', async (name) => {
    broken = { name, fail: failures['throws'] ?? (() => undefined) };
    await requests['the continue page']?.({ cookie, ...callers['a browser'] });
    const lines = world.app.log.lines.filter((line) =>
      line.includes(`${name}() of the app failed`),
    );
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('failing-app.spec.ts');
    expect(lines[0]).not.toContain('alice@example.com');
  });

  it('tells the operator of a function that answers later, and must not', async () => {
    broken = { name: 'texts', fail: failures['rejects'] ?? (() => undefined) };
    await requests['the continue page']?.({ cookie, ...callers['a browser'] });
    expect(world.app.log.lines).toContainEqual(
      expect.stringMatching(
        /texts\(\) of the app failed: .*it returned a promise, and must answer at once/,
      ),
    );
  });
});

/** Lets the platform's own way of answering fail, everywhere but on the login page. */
function breakSending(app: INestApplication, adapter: AdapterName): void {
  const fail = (): never => {
    throw Object.assign(new Error('nothing can be sent'), { code: 'ERR_TEST' });
  };
  if (adapter === 'express') {
    app.use('/scalekit', (_request: unknown, response: object, next: () => void) => {
      Object.assign(response, { send: fail, json: fail });
      next();
    });
    return;
  }
  const fastify = (app as NestFastifyApplication).getHttpAdapter().getInstance();
  fastify.addHook('onRequest', (request, reply, done) => {
    if (request.url.startsWith('/scalekit')) Object.assign(reply, { send: fail });
    done();
  });
}

it.each(adapters)(
  'an answer that cannot be sent leaves nobody waiting, on %s (T63)',
  async (adapter) => {
    const configure = (app: INestApplication) => breakSending(app, adapter);
    const world = await World.start({ adapter, configure });
    const response = await fetch(`${world.app.url}/scalekit/continue?scalekit_txn=unknown`);
    expect(response.status).toBe(500);
    expect(world.app.log.lines.join('\n')).toMatch(
      /No answer could be sent: Error \(code ERR_TEST\)\n.*failing-app\.spec\.ts/,
    );
    await world.close();
  },
);
