import { randomBytes } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { readCredentials } from './emulator-credentials.js';
import type { EmulatorCredentials } from './emulator-credentials.js';
import { ServerProcess } from './server-process.js';
import type { ServerOptions } from './server-process.js';

const dist = new URL('../../../', import.meta.url);
const script = (path: string) => fileURLToPath(new URL(path, dist));

/** The ports to run on. */
export interface Ports {
  readonly sample: number;
  readonly frontEnd: number;
  readonly mcpServer: number;
  readonly emulator: number;
}

/** Told of what the servers do. */
export interface ServersListener {
  /** Gets every line that a server writes. */
  readonly onLine: (server: string, line: string) => void;
  /** Called when a server answers. */
  readonly onReady: (server: string, url: string) => void;
}

/** The emulator, the sample app and the MCP server, made known to each other. */
export class Servers {
  readonly emulatorUrl: string;
  readonly sampleUrl: string;
  readonly frontEndUrl: string;
  readonly mcpServerUrl: string;
  private readonly processes: ServerProcess[] = [];
  private isStopping = false;

  constructor(
    private readonly ports: Ports,
    private readonly listener: ServersListener,
    /** Where browsers sign in, if not on the sample app's own page. */
    private readonly loginUrl?: string,
  ) {
    this.emulatorUrl = `http://localhost:${ports.emulator}`;
    this.sampleUrl = `http://localhost:${ports.sample}`;
    this.frontEndUrl = `http://localhost:${ports.frontEnd}/`;
    this.mcpServerUrl = `http://localhost:${ports.mcpServer}/mcp`;
  }

  /** Starts all three. Resolves when they answer. */
  async start(): Promise<void> {
    const scalekit = await this.startEmulator();
    await Promise.all([
      this.startApp('sample', `${this.sampleUrl}/login`, {
        PORT: String(this.ports.sample),
        FRONT_END_PORT: String(this.ports.frontEnd),
        LOGIN_URL: this.loginUrl ?? '',
        DATABASE_TEMPLATE: script('databases/sample.tar.gz'),
        SCALEKIT_ENVIRONMENT_URL: scalekit.environmentUrl,
        SCALEKIT_CLIENT_ID: scalekit.clientId,
        SCALEKIT_CLIENT_SECRET: scalekit.clientSecret,
        SCALEKIT_CONNECTION_ID: scalekit.connectionId,
        SCALEKIT_RESOURCE_ID: scalekit.resourceUrl.slice(scalekit.resourceUrl.lastIndexOf('/') + 1),
        SCALEKIT_APP_URL: this.sampleUrl,
        SCALEKIT_COOKIE_SECRET: randomBytes(32).toString('base64url'),
      }),
      // A resource server needs no secret.
      this.startApp('mcp-server', this.mcpServerUrl, {
        PORT: String(this.ports.mcpServer),
        MCP_SERVER_URL: this.mcpServerUrl,
        SCALEKIT_ENVIRONMENT_URL: scalekit.environmentUrl,
        SCALEKIT_RESOURCE_URL: scalekit.resourceUrl,
      }),
    ]);
  }

  /** Rejects as soon as one of the servers ends by itself. */
  async watch(): Promise<never> {
    const reason = await Promise.race(this.processes.map(({ ended }) => ended));
    if (this.isStopping) return new Promise<never>(() => {});
    throw new Error(reason);
  }

  /** Ends all that run. */
  async stop(): Promise<void> {
    this.isStopping = true;
    await Promise.all(this.processes.map((process) => process.stop()));
  }

  /** Leaves nothing behind when this process dies unexpectedly. */
  kill(): void {
    for (const process of this.processes) process.kill();
  }

  private async startEmulator(): Promise<EmulatorCredentials> {
    let credentials: EmulatorCredentials | undefined;
    const emulator = this.spawn({
      name: 'emulator',
      script: script('libs/scalekit-emulator/src/bin.js'),
      args: [
        '--json',
        `--port=${this.ports.emulator}`,
        `--login-url=${this.loginUrl ?? `${this.sampleUrl}/login`}`,
        `--resource=${this.mcpServerUrl}`,
      ],
      onLine: (line) => {
        credentials ??= readCredentials(line);
        if (credentials === undefined) this.listener.onLine('emulator', line);
      },
    });
    const ready = await emulator.ready('its ready line', async () => credentials);
    this.listener.onReady('emulator', ready.environmentUrl);
    return ready;
  }

  private async startApp(name: string, url: string, env: Record<string, string>): Promise<void> {
    const app = this.spawn({
      name,
      script: script(`apps/${name}/src/main.js`),
      env,
      onLine: (line) => this.listener.onLine(name, line),
    });
    await app.ready(`an answer of ${url}`, () => fetch(url).catch(() => undefined));
    this.listener.onReady(name, url);
  }

  private spawn(options: Omit<ServerOptions, 'onWait'>): ServerProcess {
    if (this.isStopping) throw new Error('The servers are being stopped');
    const onWait = (progress: string) => this.listener.onLine(options.name, progress);
    const process = new ServerProcess({ ...options, onWait });
    this.processes.push(process);
    return process;
  }
}
