import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import type { EmulatorCredentials } from 'scalekit-emulator';
import { freePort } from '../support/free-port.js';
import { HandWrittenLogin } from './faulty-logins/hand-written-login.js';
import { alice } from './faulty-logins/people.js';

const bin = resolve('dist/libs/scalekit-emulator/esm/bin.js');
const folder = mkdtempSync(join(tmpdir(), 'check-'));

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function check(flags: string[], variables: Record<string, string> = {}): Promise<Ended> {
  // In a folder of its own: a seed file beside the tests is none of theirs.
  const child = spawn(process.execPath, [bin, 'check', ...flags], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '', CHECK_PASSWORD: alice.password, ...variables },
  });
  const ended = new Promise<number | null>((done) => child.once('close', done));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await ended, stdout, stderr };
}

/** The same at every run of the command. */
function credentialsAt(port: number): EmulatorCredentials {
  const environmentUrl = `http://localhost:${port}`;
  return {
    environmentUrl,
    clientId: 'skc_1000000000000001',
    clientSecret: 'test_only_for_scalekit_emulator_check',
    connectionId: 'conn_1000000000000001',
    resourceUrl: `${environmentUrl}/resources/res_1000000000000001`,
  };
}

describe('scalekit-emulator check', () => {
  let port: number;
  let login: HandWrittenLogin;
  let url: string;
  let flags: string[];

  beforeAll(async () => {
    port = await freePort();
    login = new HandWrittenLogin(credentialsAt(port));
    url = await login.start();
    flags = ['--port', String(port), '--login-url', `${url}/login`, '--user', alice.email];
  });
  beforeEach(() => {
    login.fault = undefined;
  });
  afterAll(() => login?.close());

  it('ends with 0 for a login that is right, and says what it skipped', async () => {
    const some = ['hands-off', 'second-factor'].flatMap((id) => ['--only', id]);
    const { code, stdout } = await check([...flags, ...some]);
    expect(stdout.split('\n')).toEqual([
      `SCALEKIT_ENVIRONMENT_URL=http://localhost:${port}`,
      'SCALEKIT_CLIENT_ID=skc_1000000000000001',
      'SCALEKIT_CLIENT_SECRET=test_only_for_scalekit_emulator_check',
      'SCALEKIT_CONNECTION_ID=conn_1000000000000001',
      `SCALEKIT_RESOURCE_URL=http://localhost:${port}/resources/res_1000000000000001`,
      '✓ tells Scalekit who signed in, then sends the browser back (hands-off)',
      '– pushes nobody for a password without the second factor (second-factor): skipped, no second factor is given (code)',
      '',
      '1 passed, 0 failed, 1 skipped',
      '',
    ]);
    expect(code).toBe(0);
  });

  it('ends with 1 for a login that is broken, with the rule, what was seen, and the fix', async () => {
    login.fault = 'hands who is signed in off at once';
    const { code, stdout } = await check([...flags, '--only', 'zero-click']);
    expect(stdout).toMatch(
      /✗ connects nobody by a link alone \(zero-click\)\n {2}Rule: .+\n {2}Seen: .+\n {2}Fix: {2}.+/,
    );
    expect(stdout).toContain('0 passed, 1 failed, 0 skipped');
    expect(code).toBe(1);
  });

  it('writes one JSON document, and in it no secret, state or login request id', async () => {
    login.fault = 'crashes when the push fails';
    const { code, stdout, stderr } = await check([...flags, '--json']);
    const { checks, ...count } = JSON.parse(stdout);
    expect([code, count.passed + count.failed + count.skipped]).toEqual([1, checks.length]);
    expect(checks.find(({ id }: { id: string }) => id === 'down-then-up')).toEqual({
      id: 'down-then-up',
      name: 'survives that Scalekit is down, and finishes when it is back',
      rule: expect.any(String),
      result: 'failed',
      seen: 'Scalekit was down: the push was answered 503, the app gave an answer 500 with a stack trace of Node.js',
      fix: expect.any(String),
    });
    expect(stderr).toContain('SCALEKIT_CLIENT_ID=');
    for (const secret of [alice.password, 'lri_', 'state=', 'eyJ', 'not-the-password']) {
      expect(stdout + stderr).not.toContain(secret);
    }
  });

  it('signs in by a script', async () => {
    const script = join(folder, 'login.mjs');
    writeFileSync(
      script,
      `export default async ({ browser, url, user, password }) => {
        await browser.open(url);
        await browser.submit({ email: user, password });
      };`,
    );
    const some = ['--only', 'hands-off', '--only', 'wrong-then-right', '--script', script];
    const { code, stdout } = await check([...flags, ...some]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('2 passed, 0 failed')]);
  });

  it('lists its checks', async () => {
    const { code, stdout } = await check(['--list', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout).length).toBeGreaterThanOrEqual(40);
  });

  describe('ends with 2, and names the cause,', () => {
    const server = (answer: string, status = 200): Promise<[Server, string]> =>
      new Promise((started) => {
        const running = createServer((_, response) => {
          response.writeHead(status, { 'content-type': 'text/html' }).end(answer);
        });
        running.listen(0, '127.0.0.1', () => {
          started([running, `http://localhost:${(running.address() as { port: number }).port}/`]);
        });
      });

    const at = (loginUrl: string) => [
      '--port',
      '0',
      '--wait-seconds',
      '0',
      '--login-url',
      loginUrl,
      '--user',
      alice.email,
    ];

    it('where nothing answers', async () => {
      const { code, stderr } = await check(at(`http://localhost:${await freePort()}/login`));
      expect([code, stderr]).toEqual([
        2,
        expect.stringMatching(/nothing answers at .+\/login: is your app running/),
      ]);
    });

    it.each([
      [
        'where the address is wrong',
        404,
        'no',
        /answers 404: is that the address of the login page/,
      ],
      ['where the page is an error', 500, 'no', /the login page answers with an error .+ 500/],
      [
        'where the page is a script’s',
        200,
        '<div id="root"></div>',
        /has no form\. .+ --script login\.mjs/,
      ],
    ])('%s', async (_, status, html, cause) => {
      const [running, loginUrl] = await server(html, status);
      const { code, stderr } = await check(at(loginUrl));
      running.close();
      expect([code, stderr]).toEqual([2, expect.stringMatching(cause)]);
    });

    it.each([
      ['no answer to its form', '', /the login page answers, but .+ does not/],
      ['a page that hides its origin', 'no-referrer', /refuses its own form .+ Sec-Fetch-Site/],
    ])('where there is %s', async (_, policy, cause) => {
      const form =
        '<form method="post"><input name="user"><input name="pw" type="password"></form>';
      const app = createServer((request, response) => {
        response.setHeader('referrer-policy', policy || 'same-origin');
        if (request.method === 'GET') response.end(form);
        else if (policy) response.writeHead(403).end();
        else request.socket.destroy();
      }).listen(0, '127.0.0.1');
      await once(app, 'listening');
      const loginUrl = `http://localhost:${(app.address() as AddressInfo).port}/login`;
      const { code, stderr } = await check(at(loginUrl));
      app.close();
      expect([code, stderr]).toEqual([2, expect.stringMatching(cause)]);
    });

    it('where the app has another secret', async () => {
      const other = new HandWrittenLogin({ ...credentialsAt(port), clientSecret: 'another' });
      const loginUrl = `${await other.start()}/login`;
      const { code, stderr } = await check([...at(loginUrl), '--port', String(port)]);
      await other.close();
      expect([code, stderr]).toEqual([2, expect.stringContaining('another client id or secret')]);
    });

    it('where the app uses another environment', async () => {
      const { code, stderr } = await check(at(`${url}/login`));
      expect([code, stderr]).toEqual([
        2,
        expect.stringContaining('no request for a token and no push came here'),
      ]);
    });

    it('where the password is wrong', async () => {
      const { code, stderr } = await check([...flags, '--wait-seconds', '0'], {
        CHECK_PASSWORD: 'wrong one',
      });
      expect([code, stderr]).toEqual([
        2,
        expect.stringContaining('refuses the user or the password'),
      ]);
      expect(stderr).not.toContain('wrong one');
    });

    it.each([
      [
        'where the login is on another machine',
        ['--login-url', 'https://acme.example/login', '--user', 'a'],
        '--allow-remote',
      ],
      ['without a login page', ['--user', 'a'], '--login-url is missing'],
      ['without a user', ['--login-url', 'http://localhost:1/'], '--user'],
      [
        'with a check that there is not',
        ['--login-url', 'http://localhost:1/', '--user', 'a', '--only', 'x'],
        'there is no check x',
      ],
      ['with a flag that there is not', ['--nothing'], '--nothing'],
    ])('%s', async (_, wrong, cause) => {
      const { code, stderr } = await check(wrong);
      expect([code, stderr]).toEqual([2, expect.stringContaining(cause)]);
    });
  });
});
