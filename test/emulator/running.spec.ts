import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { ScalekitEmulator } from 'scalekit-emulator';
import { Browser } from '../support/browser.js';
import { claimsAt } from '../support/federated-login.js';
import { alice, answerConsent, Backend, beginLogin } from './backend.js';

const built = resolve('dist/libs/scalekit-emulator');
const run = promisify(execFile);

describe('the emulator', () => {
  let emulator: ScalekitEmulator;
  let backend: Backend;

  beforeAll(async () => {
    emulator = await ScalekitEmulator.start({
      loginUrl: 'http://localhost:3000/login',
      consent: 'auto',
    });
    backend = new Backend(emulator.credentials);
  });
  beforeEach(() => emulator.reset());
  afterAll(() => emulator?.close());

  describe('in its journal', () => {
    it('has every step of a login, in order, under the names of that login', async () => {
      await emulator.configure({ consent: 'person' });
      const begun = await beginLogin(emulator);
      await backend.push(begun.loginRequestId, alice);
      const callback = await begun.browser.navigate(backend.callbackUrl(begun.state));
      const consent = await begun.browser.follow(callback);
      await claimsAt(begun.client, await answerConsent(begun, consent, 'allow'));
      await emulator.configure({ consent: 'auto' });

      const journal = await emulator.journal();
      expect(journal.map(({ step, status }) => `${step} ${status}`)).toEqual([
        'register 201',
        'authorize 303',
        'login_redirect 303',
        'token 200',
        'push 200',
        'callback 303',
        'consent 200',
        'consent 303',
        'code 303',
        'token 200',
      ]);
      const { loginRequestId } = begun;
      const { clientId } = begun.client;
      const ofThisLogin = journal.filter((entry) => entry.loginRequestId === loginRequestId);
      expect(ofThisLogin).toHaveLength(8);
      expect(new Set(ofThisLogin.map((entry) => entry.authRequestId)).size).toBe(1);
      expect(new Set(ofThisLogin.map((entry) => entry.clientId))).toEqual(new Set([clientId]));
    });

    it('shows the pushed user and no secret, token, code or verifier', async () => {
      const begun = await beginLogin(emulator);
      const token = await backend.accessToken();
      await backend.push(begun.loginRequestId, alice, { token });
      const done = await begun.browser.navigate(backend.callbackUrl(begun.state));
      const accessToken = (await begun.client.finish(done.next?.href)).accessToken;

      const journal = await emulator.journal();
      expect(journal.find(({ step }) => step === 'push')).toMatchObject({
        method: 'POST',
        sub: alice.sub,
        request: alice,
        response: { auth_request_id: expect.stringMatching(/^req_/) },
      });
      expect(journal.at(-1)).toMatchObject({ step: 'token', request: { code_verifier: '***' } });
      const text = JSON.stringify(journal);
      const secrets = [
        emulator.credentials.clientSecret,
        token,
        accessToken,
        done.next?.searchParams.get('code') ?? '',
      ];
      for (const secret of secrets) {
        expect(secret.length).toBeGreaterThan(20);
        expect(text).not.toContain(secret);
      }
    });
  });

  describe('asked in unusual ways', () => {
    it('masks the code of an answer in the fragment', async () => {
      const { url } = await emulator.beginLogin();
      const browser = new Browser();
      const login = (await browser.navigate(`${url}&response_mode=fragment`)).next;
      await backend.push(login?.searchParams.get('login_request_id') ?? '', alice);
      const state = login?.searchParams.get('state') ?? '';
      const { next } = await browser.navigate(backend.callbackUrl(state));
      const code = new URLSearchParams(next?.hash.slice(1)).get('code') ?? '';
      expect(code.length).toBeGreaterThan(20);
      const text = JSON.stringify(await emulator.journal());
      expect([text.includes('#code=***&'), text.includes(code)]).toEqual([true, false]);
    });

    it('answers HEAD as GET, without the body', async () => {
      for (const path of ['/health', '/', '/keys', '/.well-known/oauth-authorization-server']) {
        const get = await fetch(`${emulator.url}${path}`);
        const head = await fetch(`${emulator.url}${path}`, { method: 'HEAD' });
        expect([head.status, head.headers.get('content-type'), await head.text()]).toEqual([
          200,
          get.headers.get('content-type'),
          '',
        ]);
      }
      expect((await fetch(`${emulator.url}/oauth/token`, { method: 'HEAD' })).status).toBe(405);
    });

    it('has nothing behind a doubled slash, as an environment URL with one at its end asks for', async () => {
      for (const path of ['//keys', '//oauth/token', '//localhost/health']) {
        const response = await fetch(`${emulator.url}${path}`);
        expect([response.status, await response.json()]).toEqual([
          404,
          expect.objectContaining({ message: expect.stringContaining(`nothing at ${path}.`) }),
        ]);
      }
    });
  });

  describe('told to fail', () => {
    it('fails as often as it was told, then goes on', async () => {
      await emulator.fail({ on: 'token', status: 401, times: 2 });
      const statuses = [];
      for (let call = 0; call < 3; call += 1) statuses.push((await backend.getToken()).status);
      expect(statuses).toEqual([401, 401, 200]);
      expect((await emulator.journal()).map(({ fault }) => fault)).toEqual([true, true, undefined]);
    });

    it.each([401, 404, 500, 503])('answers a push with %i like Scalekit', async (status) => {
      const { loginRequestId } = await beginLogin(emulator);
      await emulator.fail({ on: 'push', status, times: 1 });
      expect(await backend.push(loginRequestId, alice)).toMatchObject({
        status,
        body: { code: expect.any(Number), details: [{ error_code: expect.any(String) }] },
      });
      expect((await backend.push(loginRequestId, alice)).status).toBe(200);
    });

    it('sends headers and bodies as they are given, until cleared', async () => {
      await emulator.fail({ on: 'token', status: 429, headers: { 'Retry-After': '1' } });
      expect((await backend.getToken()).headers.get('retry-after')).toBe('1');
      await emulator.clearFaults();
      await emulator.fail({ on: 'token', body: '<html>', times: 1 });
      const garbage = await backend.getToken();
      expect([garbage.status, await garbage.text()]).toEqual([200, '<html>']);
      expect((await backend.getToken()).status).toBe(200);
    });

    it('resets the connection', async () => {
      await emulator.fail({ on: 'token', reset: true, times: 1 });
      await expect(backend.getToken()).rejects.toThrow('fetch failed');
      expect(await emulator.journal()).toMatchObject([{ step: 'token', status: 0, fault: true }]);
    });

    it('answers late', async () => {
      await emulator.fail({ on: 'token', delayMs: 60, times: 1 });
      const began = performance.now();
      expect((await backend.getToken()).status).toBe(200);
      expect(performance.now() - began).toBeGreaterThanOrEqual(59);
    });

    it('carries a request out and loses the answer', async () => {
      const { loginRequestId } = await beginLogin(emulator);
      await emulator.fail({ on: 'push', status: 503, carriedOut: true, times: 1 });
      expect((await backend.push(loginRequestId, alice)).status).toBe(503);
      expect((await backend.push(loginRequestId, { ...alice, sub: 'usr_bob' })).status).toBe(409);
    });

    it.each([
      [{ on: 'tokens', status: 500 }, 'on must be one of'],
      [{ on: 'token' }, 'a fault needs a status'],
      [{ on: 'token', status: 700 }, 'status must be a whole number'],
      [{ on: 'token', status: 500, time: 1 }, 'time is unknown'],
    ])('refuses %j', async (fault, problem) => {
      await expect(emulator.fail(fault as never)).rejects.toThrow(problem);
    });
  });

  describe('reset', () => {
    it('forgets logins, tokens, registered clients, faults and its journal, and keeps its credentials', async () => {
      const begun = await beginLogin(emulator);
      const token = await backend.accessToken();
      await backend.push(begun.loginRequestId, alice);
      await emulator.fail({ on: 'health', status: 500 });
      const keys = await (await fetch(`${emulator.url}/keys`)).text();
      const { credentials } = emulator;

      await emulator.reset();
      expect(await emulator.journal()).toEqual([]);
      expect((await fetch(`${emulator.url}/health`)).status).toBe(200);
      expect((await begun.browser.navigate(begun.client.url)).status).toBe(400);
      expect((await begun.browser.navigate(backend.callbackUrl(begun.state))).status).toBe(400);
      expect((await backend.push(begun.loginRequestId, alice, { token })).status).toBe(401);
      expect((await backend.push(begun.loginRequestId, alice)).status).toBe(404);
      expect(await (await fetch(`${emulator.url}/keys`)).text()).toBe(keys);
      expect(emulator.credentials).toEqual(credentials);
    });
  });

  describe('configured while it runs', () => {
    it('goes on with logins that began before', async () => {
      const begun = await beginLogin(emulator);
      await emulator.configure({ loginUrl: 'http://localhost:4000/signin' });
      await backend.push(begun.loginRequestId, alice);
      const done = await begun.browser.navigate(backend.callbackUrl(begun.state));
      expect(await claimsAt(begun.client, done)).toMatchObject({ sub: alice.sub });
      const { loginUrl } = await beginLogin(emulator);
      expect(loginUrl.origin + loginUrl.pathname).toBe('http://localhost:4000/signin');
    });

    it('lists everything that is wrong, and changes nothing', async () => {
      const wrong = { loginUrl: '/login', port: 1, consent: 'auto ' } as never;
      await expect(emulator.configure(wrong)).rejects.toThrow(
        /loginUrl must be.*port is unknown.*consent must be one of person, auto/,
      );
    });
  });

  describe('on its pages', () => {
    it('shows the .env block', async () => {
      const page = await new Browser().navigate(emulator.url);
      const { clientSecret, connectionId, resourceUrl } = emulator.credentials;
      expect(page.textOf('pre')).toBe(
        [
          `SCALEKIT_ENVIRONMENT_URL=${emulator.url}`,
          `SCALEKIT_CLIENT_ID=${emulator.credentials.clientId}`,
          `SCALEKIT_CLIENT_SECRET=${clientSecret}`,
          `SCALEKIT_CONNECTION_ID=${connectionId}`,
          `SCALEKIT_RESOURCE_URL=${resourceUrl}`,
        ].join(' '),
      );
    });

    it('tells every login step by step, with the wire and without secrets or markup of others', async () => {
      const secrets: string[] = [emulator.credentials.clientSecret];
      await beginLogin(emulator);
      const failed = await beginLogin(emulator);
      await backend.push(failed.loginRequestId, { login_failed: true });
      await failed.browser.navigate(backend.callbackUrl(failed.state));
      const begun = await beginLogin(emulator);
      await emulator.fail({ on: 'push', status: 503, times: 1 });
      const mallory = { ...alice, sub: '"><script>alert(1)</script>' };
      await backend.push(begun.loginRequestId, mallory);
      await backend.push(begun.loginRequestId, mallory);
      const done = await begun.browser.navigate(backend.callbackUrl(begun.state));
      secrets.push(
        (await begun.client.finish(done.next?.href)).accessToken,
        done.next?.searchParams.get('code') ?? '',
      );

      const page = await new Browser().navigate(emulator.url);
      const logins = page.$('.logins > li').toArray();
      const textOf = (selector: string, within = 0) =>
        page
          .$(selector, logins[within])
          .toArray()
          .map((element) => page.$(element).text().trim());
      expect(logins.map((_, index) => textOf('.status', index)[0])).toEqual([
        'Success',
        'Failure',
        'Initiated',
      ]);
      expect(textOf('.timeline > li > details > summary > span:first-of-type')).toEqual([
        'Initiated',
        'Sent to the login page',
        'User pushed: refused',
        'User pushed',
        'Callback',
        'Code issued',
        'Token issued',
      ]);
      expect(textOf('.who')).toEqual([mallory.sub]);
      expect(textOf('.dim')[0]).toBe('Test client');
      const wire = textOf('.timeline pre').join('\n');
      expect(wire).toContain(`POST /api/v1/connections/${emulator.credentials.connectionId}`);
      expect(wire).toContain('code=***');
      // The page's own, which its policy names.
      expect(
        page
          .$('script')
          .toArray()
          .map(({ parent }) => parent),
      ).toEqual(page.$('body').toArray());
      const log = page.$('.logins').html() ?? '';
      for (const secret of secrets) expect(log).not.toContain(secret);
    });

    it('says so when it has no login page yet', async () => {
      const fresh = await ScalekitEmulator.start();
      const { resourceUrl } = fresh.credentials;
      const page = await new Browser().navigate(`${resourceUrl}/oauth/authorize`);
      await fresh.close();
      expect(page.status).toBe(500);
      expect(page.textOf('main')).toContain('does not know the app’s login page');
    });

    it.each([
      ['GET', '/nothing', 404],
      ['POST', '/health', 405],
      ['GET', '/resources/%zz/oauth/authorize', 404],
    ])('answers %s %s with %i', async (method, path, status) => {
      expect((await fetch(`${emulator.url}${path}`, { method })).status).toBe(status);
    });
  });

  describe('started', () => {
    it('refuses a public address and a port that is taken (T52)', async () => {
      const port = Number(new URL(emulator.url).port);
      await expect(ScalekitEmulator.start({ port })).rejects.toThrow(`port ${port} is in use`);
      await expect(ScalekitEmulator.start({ host: '0.0.0.0' })).rejects.toThrow('loopback only');
    });

    it('takes fixed credentials and a public address if told so', async () => {
      const credentials = {
        clientId: 'skc_1',
        clientSecret: 'test_secret',
        connectionId: 'conn_1',
        resourceId: 'res_1',
      };
      const fixed = await ScalekitEmulator.start({
        credentials,
        host: '0.0.0.0',
        allowRemote: true,
      });
      const { url } = fixed;
      const { status } = await new Backend(fixed.credentials).getToken();
      await fixed.close();
      expect(status).toBe(200);
      expect(fixed.credentials).toEqual({
        environmentUrl: url,
        clientId: 'skc_1',
        clientSecret: 'test_secret',
        connectionId: 'conn_1',
      });
    });

    it('frees its port when closed, twice if need be, and answers nothing then', async () => {
      const closed = await ScalekitEmulator.start();
      await closed.close();
      await closed.close();
      await expect(fetch(closed.url)).rejects.toThrow('fetch failed');
      await expect(closed.journal()).rejects.toThrow('the emulator is closed');
    });

    it('runs from CommonJS, silently, and lets the process end although nobody closes it', async () => {
      const script = `
        const { ScalekitEmulator } = require(${JSON.stringify(built)});
        ScalekitEmulator.start().then(async (emulator) => {
          await emulator.configure({ loginUrl: 'http://localhost:3000/login' });
          const { status } = await fetch(emulator.url + '/health', { headers: { connection: 'close' } });
          console.log(status, (await emulator.journal()).length);
        });`;
      const { stdout, stderr } = await run(process.execPath, [
        '--input-type=commonjs',
        '-e',
        script,
      ]);
      expect([stdout, stderr]).toEqual(['200 1\n', '']);
    });
  });

  describe('as a command', () => {
    const bin = join(built, 'esm/bin.js');
    const running: ChildProcess[] = [];
    afterEach(() => running.splice(0).forEach((child) => child.kill('SIGKILL')));

    /** Starts the command and reads its lines up to the one that says ready. */
    async function start(...args: string[]) {
      const child = spawn(process.execPath, [bin, '--port', '0', ...args]);
      running.push(child);
      const exit = new Promise<number | null>((done) => child.once('exit', done));
      const lines: string[] = [];
      for await (const line of createInterface(child.stdout)) {
        lines.push(line);
        if (line.includes('ready')) break;
      }
      return { child, exit, lines };
    }

    const refusal = (args: string[], env = process.env) =>
      run(process.execPath, [bin, ...args], { env }).then(
        () => undefined,
        ({ code, stdout, stderr }) => ({ code, stdout, stderr }),
      );

    it.each(['SIGTERM', 'SIGINT'] as const)(
      'prints what a .env needs, says when it is ready, and ends with 0 on %s',
      async (signal) => {
        const { child, exit, lines } = await start('--login-url', 'http://localhost:3000/login');
        const env = Object.fromEntries(lines.slice(0, 5).map((line) => line.split('=')));
        expect(Object.keys(env)).toEqual([
          'SCALEKIT_ENVIRONMENT_URL',
          'SCALEKIT_CLIENT_ID',
          'SCALEKIT_CLIENT_SECRET',
          'SCALEKIT_CONNECTION_ID',
          'SCALEKIT_RESOURCE_URL',
        ]);
        expect(lines.slice(5)).toEqual([`ready ${env['SCALEKIT_ENVIRONMENT_URL']}`]);
        expect((await fetch(`${env['SCALEKIT_ENVIRONMENT_URL']}/health`)).status).toBe(200);
        child.kill(signal);
        expect(await exit).toBe(0);
      },
    );

    it('reads a seed file, over which flags win, and prints JSON', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'seed-'));
      const seed = join(folder, 'seed.json');
      writeFileSync(
        seed,
        JSON.stringify({ port: 1, credentials: { clientId: 'skc_seed' }, consent: 'auto' }),
      );
      const { lines } = await start('--seed', seed, '--json');
      rmSync(folder, { recursive: true });
      expect(lines).toHaveLength(1);
      expect(JSON.parse(lines[0] ?? '')).toMatchObject({ ready: true, clientId: 'skc_seed' });
    });

    it('prints every MCP server’s ids with --json', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'seed-'));
      const seed = join(folder, 'seed.json');
      const resources = [
        { id: 'res_crm', connectionId: 'conn_crm', name: 'CRM', url: 'http://localhost:3001/mcp' },
        { name: 'Billing' },
      ];
      writeFileSync(seed, JSON.stringify({ resources, loginUrl: 'http://localhost:3000/login' }));
      const { lines } = await start('--seed', seed, '--json');
      rmSync(folder, { recursive: true });
      const { mcpServers, ...rest } = JSON.parse(lines[0] ?? '');
      const { environmentUrl } = rest;
      expect(mcpServers).toEqual([
        {
          resourceId: 'res_crm',
          connectionId: 'conn_crm',
          resourceUrl: `${environmentUrl}/resources/res_crm`,
          name: 'CRM',
          url: 'http://localhost:3001/mcp',
          loginUrl: 'http://localhost:3000/login',
        },
        {
          resourceId: expect.stringMatching(/^res_\d{17}$/),
          connectionId: expect.stringMatching(/^conn_\d{17}$/),
          resourceUrl: `${environmentUrl}/resources/${mcpServers[1].resourceId}`,
          name: 'Billing',
          loginUrl: 'http://localhost:3000/login',
        },
      ]);
      expect(Object.keys(rest)).toEqual([
        'ready',
        'environmentUrl',
        'clientId',
        'clientSecret',
        'connectionId',
        'resourceUrl',
      ]);
    });

    it.each(['--version', '--help'])('prints %s and ends, in production too', async (flag) => {
      const env = { ...process.env, NODE_ENV: 'production' };
      const { stdout, stderr } = await run(process.execPath, [bin, flag], { env });
      const { version } = JSON.parse(readFileSync(join(built, 'package.json'), 'utf8'));
      expect(stderr).toBe('');
      if (flag === '--version') expect(stdout).toBe(`${version}\n`);
      else expect(stdout).toContain('--version ');
    });

    it('prints one line with --quiet', async () => {
      expect((await start('--quiet')).lines).toEqual([expect.stringMatching(/^ready http:/)]);
    });

    it.each([
      ['an unknown flag', ['--prot', '1'], "Unknown option '--prot'"],
      ['a word', ['start'], "Unexpected argument 'start'"],
      ['a port that is none', ['--port', 'x'], 'port must be a whole number'],
      ['a port left empty', ['--port', ''], 'port must be a whole number'],
      ['a port that looks like a flag', ['--port', '-1'], "'--port' argument is ambiguous"],
      ['a login URL that is none', ['--login-url', 'localhost'], 'loginUrl must be an absolute'],
      ['a seed file that is not there', ['--seed', '/nowhere.json'], 'cannot read the seed file'],
    ])('refuses %s with one line', async (_, args, problem) => {
      const { code, stdout, stderr } = (await refusal(args)) ?? {};
      expect([code, stdout]).toEqual([1, '']);
      expect(stderr).toMatch(/^scalekit-emulator: [^\n]+\n$/);
      expect(stderr).toContain(problem);
    });

    it('refuses to run in production (T52)', async () => {
      const env = { ...process.env, NODE_ENV: 'production' };
      const { code, stderr } = (await refusal([], env)) ?? {};
      expect([code, stderr]).toEqual([1, expect.stringContaining('NODE_ENV=production')]);
    });

    it('says that the port is in use', async () => {
      const { port } = new URL(emulator.url);
      expect(await refusal(['--port', port])).toEqual({
        code: 1,
        stdout: '',
        stderr: `scalekit-emulator: port ${port} is in use, take another one\n`,
      });
    });
  });
});
