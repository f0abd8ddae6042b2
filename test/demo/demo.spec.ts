import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { once } from 'node:events';
import { resolve } from 'node:path';

const dist = 'dist/apps/demo/src';
// Three servers start on a machine that may have other things to do.
const TIMEOUT_MS = 600_000;

interface Run {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

describe.each(['express', 'fastify'])('npm run demo on %s', (httpAdapter) => {
  let demo: Run;

  beforeAll(async () => {
    assertBuilt();
    demo = await run('demo.js', { HTTP_ADAPTER: httpAdapter });
  }, TIMEOUT_MS);

  it('signs a seeded user in, from refusal to tool call', () => {
    const result = lastLine(demo.stdout);

    expect({ exitCode: demo.exitCode, failure: result.error }).toEqual({ exitCode: 0 });
    expect(Object.keys(result)).toEqual(['ok', 'sub', 'email', 'steps', 'ms']);
    expect(result).toMatchObject({ ok: true, sub: 'usr_7hq2mvx9', email: 'alice@example.com' });
    expect(demo.stdout).toMatch(/"custom_claims": \{\s*"plan": "business"/);
  });

  it('times every step', () => {
    const { steps, ms } = lastLine(demo.stdout);

    expect(steps.map(({ step }: { step: string }) => step)).toEqual([
      'start the servers',
      'be refused by the MCP server',
      'find the authorization server',
      'register as a client',
      "arrive at the app's own login page",
      'sign in and be handed off',
      'consent',
      'redeem the code',
      'call the tool whoami',
    ]);
    const sum = steps.reduce((total: number, step: { ms: number }) => total + step.ms, 0);
    expect(Math.abs(ms - sum)).toBeLessThan(steps.length);
  });

  it('prints every hop, in order', () => {
    const hops = [
      /mcp client {2}401 {2}POST {2}\S+\/mcp$/m,
      /mcp client {2}200 {2}GET {3}\S+\/\.well-known\/oauth-protected-resource\/mcp$/m,
      /mcp client {2}200 {2}GET {3}\S+\/\.well-known\/oauth-authorization-server\S+$/m,
      /mcp client {2}201 {2}POST {2}\S+clients:register$/m,
      /browser {5}30\d {2}GET {3}\S+\/oauth\/authorize\?/m,
      /browser {5}200 {2}GET {3}\S+\/login\?login_request_id=lri_/m,
      /browser {5}200 {2}POST {2}\S+\/login$/m,
      /browser {5}30\d {2}GET {3}\S+\/partner:callback\?state=/m,
      /browser {5}200 {2}GET {3}\S+\/consent\//m,
      /browser {5}30\d {2}POST {2}\S+\/consent\//m,
      /mcp client {2}200 {2}POST {2}\S+\/oauth\/token$/m,
      /mcp client {2}200 {2}POST {2}\S+\/mcp$/m,
    ];
    const places = hops.map((hop) => demo.stdout.search(hop));

    expect(places).not.toContain(-1);
    expect(places).toEqual([...places].sort((one, other) => one - other));
  });

  it('shows which app asks, as the login page tells it', () => {
    expect(demo.stdout).toMatch(/the page says: .*“Demo MCP client”/);
  });

  it('prints no code, state, secret or token', () => {
    const printed = demo.stdout + demo.stderr;

    expect(printed).not.toMatch(/[?&](state|code|code_challenge)=[\w-]{13}/);
    expect(printed).not.toMatch(/eyJ\w+\.eyJ|test_\w{20}/);
  });

  it('leaves nothing running', () => expectNothingListensOn(demo.stdout));
});

describe('npm run demo, failing', () => {
  beforeAll(assertBuilt);

  it(
    'ends with the reason if a server does not start',
    async () => {
      // The emulator refuses to run there.
      const { exitCode, stdout, stderr } = await run('demo.js', { NODE_ENV: 'production' });

      expect(exitCode).toBe(1);
      expect(lastLine(stdout)).toEqual({
        ok: false,
        error: expect.stringMatching(/emulator.*production/),
      });
      expect(stderr).toContain('The demo failed: ');
    },
    TIMEOUT_MS,
  );
});

describe('npm start', () => {
  beforeAll(assertBuilt);

  it(
    'says what to open, and stops everything on Ctrl+C',
    async () => {
      const ports = await freePorts();
      const { exitCode, stdout } = await run('start.js', ports, (text, child) => {
        if (text.includes('Ctrl+C')) child.kill('SIGINT');
      });

      expect(stdout).toMatch(
        new RegExp(
          `\\n  Open http://localhost:${ports.EMULATOR_PORT} and press "Try a login"\\.\\n`,
        ),
      );
      expect(stdout).toContain(`http://localhost:${ports.SAMPLE_PORT}\n`);
      expect(stdout).toContain(`LOGIN_URL=http://localhost:${ports.FRONT_END_PORT}/`);
      expect(stdout).toContain(`http://localhost:${ports.MCP_SERVER_PORT}/mcp\n`);
      expect(stdout).toContain('alice@example.com');
      expect(stdout).not.toContain('WARN');
      expect(exitCode).toBe(0);
      await expectNothingListensOn(stdout);
    },
    TIMEOUT_MS,
  );

  it(
    'says what it waits for, while a server takes long to start',
    async () => {
      const ports = await freePorts();
      const slow = { NODE_OPTIONS: `--require=${resolve('test/demo/slow-sample.cjs')}` };
      const { exitCode, stdout } = await run('start.js', { ...ports, ...slow }, (text, child) => {
        if (text.includes('Ctrl+C')) child.kill('SIGINT');
      });

      expect(stdout).toMatch(
        /\[sample\] +waiting for an answer of http:\S+ for 5 s; it has said nothing yet \(this machine: load /,
      );
      expect(exitCode).toBe(0);
    },
    TIMEOUT_MS,
  );

  it(
    'stops everything on SIGTERM, also while it starts',
    async () => {
      const ports = await freePorts();
      const { exitCode, stdout } = await run('start.js', ports, (text, child) => {
        if (text.includes('[emulator]')) child.kill('SIGTERM');
      });

      expect(exitCode).toBe(0);
      await expectNothingListensOn(stdout);
    },
    TIMEOUT_MS,
  );

  it(
    'stops everything when npm is ended, whose shell passes no signal on',
    async () => {
      const ports = await freePorts();
      const shell = spawn('sh', ['-c', `"${process.execPath}" ${dist}/start.js; true`], {
        env: { ...environment(), ...ports, npm_lifecycle_event: 'start' },
      });
      const { stdout } = await output(shell, (text) => {
        if (text.includes('[emulator]')) shell.kill('SIGTERM');
      });

      expect(shell.signalCode).toBe('SIGTERM');
      await expectNothingListensOn(stdout);
    },
    TIMEOUT_MS,
  );

  it('names the port in use and the way out, in one line', async () => {
    const blocker = await listen('127.0.0.1');
    const port = portOf(blocker);
    const { exitCode, stdout, stderr } = await run('start.js', {
      ...(await freePorts()),
      EMULATOR_PORT: String(port),
    });
    await close(blocker);

    expect(exitCode).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(
      new RegExp(`^Port ${port} is in use.*EMULATOR_PORT=${port + 1} npm start\n$`),
    );
  });

  it(
    'takes the others down with a server that dies, and says which one and why',
    async () => {
      const ports = await freePorts();
      const { exitCode, stdout, stderr } = await run('start.js', {
        ...ports,
        MCP_SERVER_PORT: ports.EMULATOR_PORT,
      });

      expect(exitCode).toBe(1);
      expect(stderr).toMatch(/The mcp-server ended with exit code 1: .*EADDRINUSE/);
      await expectNothingListensOn(`http://localhost:${ports.EMULATOR_PORT} ${stdout}`);
    },
    TIMEOUT_MS,
  );
});

function assertBuilt(): void {
  if (!existsSync(`${dist}/demo.js`)) throw new Error('The demo is not built: run `npm run build`');
}

async function run(
  script: string,
  env: Record<string, string> = {},
  onOutput: (text: string, child: ChildProcessWithoutNullStreams) => void = () => {},
): Promise<Run> {
  const child = spawn(process.execPath, [`${dist}/${script}`], {
    env: { ...environment(), ...env },
  });
  const { stdout, stderr } = await output(child, (text) => onOutput(text, child));
  return { exitCode: child.exitCode, stdout, stderr };
}

/** Resolves when the program and all that it started have ended. */
async function output(
  child: ChildProcessWithoutNullStreams,
  onOutput: (text: string) => void,
): Promise<{ stdout: string; stderr: string }> {
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
    onOutput(text);
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  await once(child, 'close');
  return { stdout, stderr };
}

/** Jest's own NODE_ENV, and the npm that runs it, are none of the servers' business. */
function environment(): NodeJS.ProcessEnv {
  const { npm_lifecycle_event: _, ...environment } = process.env;
  return { ...environment, NODE_ENV: 'development' };
}

function lastLine(stdout: string): any {
  return JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '');
}

/** Looks at every address on this machine that the text names. */
async function expectNothingListensOn(text: string): Promise<void> {
  const origins = new Set(text.match(/http:\/\/localhost:\d+/g));
  expect(origins.size).toBeGreaterThan(0);
  for (const origin of origins) await expect(fetch(origin)).rejects.toThrow('fetch failed');
}

async function freePorts() {
  const servers = await Promise.all([listen(), listen(), listen(), listen()]);
  const [sample, frontEnd, mcpServer, emulator] = servers.map((server) => String(portOf(server)));
  await Promise.all(servers.map(close));
  return {
    SAMPLE_PORT: sample!,
    FRONT_END_PORT: frontEnd!,
    MCP_SERVER_PORT: mcpServer!,
    EMULATOR_PORT: emulator!,
  };
}

async function listen(host?: string): Promise<Server> {
  const server = createServer().listen(0, host);
  await once(server, 'listening');
  return server;
}

async function close(server: Server): Promise<void> {
  server.close();
  await once(server, 'close');
}

function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was assigned');
  return address.port;
}
