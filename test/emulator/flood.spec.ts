import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { ScalekitEmulator } from 'scalekit-emulator';
import { alice, Backend, beginLogin } from './backend.js';

const bin = resolve('dist/libs/scalekit-emulator/esm/bin.js');
const loginUrl = 'http://localhost:3000/login';
const publicClient = {
  redirect_uris: ['http://127.0.0.1:9/callback'],
  token_endpoint_auth_method: 'none',
};

/** What any page may send: plain text without asking first, JSON where the preflight allows it. */
const fromAnyPage = (body: string, type = 'text/plain'): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': type, origin: 'https://evil.example' },
  body,
  redirect: 'manual',
});

/** JSON that takes up twenty times its own size once it is parsed. */
const hollow = (bytes: number) => `[${'{},'.repeat(bytes / 3)}{}]`;

describe('an emulator with little memory', () => {
  let child: ChildProcess;
  let url: string;

  beforeEach(async () => {
    const flags = [
      '--max-old-space-size=64',
      bin,
      '--port=0',
      '--quiet',
      `--login-url=${loginUrl}`,
    ];
    child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'ignore'] });
    const [line] = (await once(createInterface(child.stdout!), 'line')) as [string];
    url = line.replace('ready ', '');
  });
  afterEach(async () => {
    const exited = child.exitCode !== null || child.signalCode !== null || once(child, 'exit');
    child.kill();
    await exited;
  });

  const isUp = async () => (await fetch(`${url}/health`)).status;
  const flood = async (times: number, send: (index: number) => Promise<Response>) => {
    for (let index = 0; index < times; index += 1) await (await send(index)).arrayBuffer();
  };

  it.each(['/nowhere', '/oauth/token', '/oauth/register', '/consent/1'])(
    'outlives what pages of other sites post to %s (T68)',
    async (path) => {
      await flood(20, () => fetch(url + path, fromAnyPage(hollow(692_000))));
      expect(await isUp()).toBe(200);
    },
  );

  it('outlives clients that pages of other sites register, each a large one', async () => {
    const names = Array.from({ length: 450 }, (_, index) => `http://127.0.0.1:9/${index}/callback`);
    const client = { ...publicClient, redirect_uris: names };
    const body = JSON.stringify(client);
    const register = () => fetch(`${url}/oauth/register`, fromAnyPage(body, 'application/json'));
    expect((await register()).status).toBe(201);
    await flood(700, register);
    expect(await isUp()).toBe(200);
  }, 600_000);

  it('reads no more bodies at once than it has room for', async () => {
    const head = 'POST /nowhere HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n';
    const hold = () => {
      const socket = connect(Number(new URL(url).port), 'localhost');
      socket.write(head + 'x'.repeat(999_000));
      return socket;
    };
    const sockets = Array.from({ length: 16 }, hold);
    const post = async () =>
      (await fetch(`${url}/nowhere`, fromAnyPage('x'.repeat(900_000)))).status;
    // A body that comes beside a post may be the one that is refused: then another takes its place.
    while ((await post()) !== 503) sockets.push(hold());
    for (const socket of sockets) socket.destroy();
    while ((await post()) !== 404);
  });
});

describe('the journal', () => {
  let emulator: ScalekitEmulator;
  const post = async (body: string) => {
    const answer = await fetch(`${emulator.url}/nowhere`, fromAnyPage(body));
    await answer.arrayBuffer();
  };

  beforeAll(async () => {
    emulator = await ScalekitEmulator.start({ loginUrl });
  });
  beforeEach(() => emulator.reset());
  afterAll(() => emulator?.close());

  it('keeps the size of a large body, and says so', async () => {
    await post(hollow(692_000));
    await post(JSON.stringify('x'.repeat(60_000)));
    const [large, small] = await emulator.journal();
    expect(large?.request).toMatch(/^69\d{4} bytes, cut: the journal keeps bodies of up to 65536$/);
    expect(small?.request).toHaveLength(60_000);
  });

  it('keeps 16 MiB, drops the oldest, and says how many (T68)', async () => {
    const begun = await beginLogin(emulator);
    await new Backend(emulator.credentials).push(begun.loginRequestId, alice);
    expect((await emulator.journal())[0]).not.toHaveProperty('droppedBefore');
    const body = JSON.stringify('x'.repeat(64_000));
    for (let index = 0; index < 300; index += 1) await post(body);

    const entries = await emulator.journal();
    const kept = Buffer.byteLength(JSON.stringify(entries));
    expect(kept).toBeGreaterThan(15 * 1024 * 1024);
    expect(kept).toBeLessThan(16.1 * 1024 * 1024);
    const [oldest, ...rest] = entries;
    const dropped = 5 + 300 - entries.length;
    expect(oldest?.droppedBefore).toBe(dropped);
    expect(rest.filter((entry) => 'droppedBefore' in entry)).toEqual([]);
    const selected = await fetch(`${emulator.url}/emulator/journal?step=push`);
    expect(selected.headers.get('x-dropped-entries')).toBe(String(dropped));
    const home = await (await fetch(emulator.url)).text();
    expect(home).toContain(`${dropped} older entries of the journal had to make room`);

    await emulator.reset();
    await post('{}');
    expect((await emulator.journal())[0]).not.toHaveProperty('droppedBefore');
  });
});
