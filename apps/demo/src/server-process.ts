import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { availableParallelism, loadavg } from 'node:os';
import { createInterface } from 'node:readline';

const START_TIMEOUT_MS = 180_000;
const PROGRESS_MS = 5_000;
const STOP_TIMEOUT_MS = 30_000;
const POLL_MS = 50;

/** How to run one of the servers. */
export interface ServerOptions {
  readonly name: string;
  /** Path of the script that Node runs. */
  readonly script: string;
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** Gets every line that the server writes. */
  readonly onLine: (line: string) => void;
  /** Told every five seconds what is waited for. */
  readonly onWait: (progress: string) => void;
}

/** A server in a process of its own. */
export class ServerProcess {
  /** Resolves to the reason when the server ends, asked to or not. */
  readonly ended: Promise<string>;
  private readonly child: ChildProcess;
  private lastLine = '';
  private lastError = '';

  constructor(private readonly options: ServerOptions) {
    const { script, args = [], env, onLine } = options;
    this.child = spawn(process.execPath, [script, ...args], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      // In a process group of its own, so that Ctrl+C reaches it through us, once.
      detached: process.platform !== 'win32',
    });
    this.readLines(this.child.stdout, (line) => {
      if (line.trim() !== '') this.lastLine = line.trim();
      onLine(line);
    });
    this.readLines(this.child.stderr, (line) => {
      if (tellsWhy(line)) this.lastError = line.trim();
      onLine(line);
    });
    this.ended = once(this.child, 'close').then(([code, signal]) => this.describeEnd(code, signal));
  }

  /**
   * Waits until `attempt` succeeds, asked again and again.
   *
   * @param sign by which the server is known to be up, such as "its ready line"
   * @throws Error if the server ends before, or takes longer than three minutes
   */
  async ready<T>(sign: string, attempt: () => Promise<T | undefined>): Promise<T> {
    let end: string | undefined;
    void this.ended.then((reason) => (end = reason));
    const begin = performance.now();
    let told = begin;
    while (performance.now() < begin + START_TIMEOUT_MS) {
      const result = await attempt();
      if (result !== undefined) return result;
      if (end !== undefined) throw new Error(end);
      if (performance.now() >= told + PROGRESS_MS) {
        told += PROGRESS_MS;
        const seconds = Math.round((told - begin) / 1000);
        this.options.onWait(`waiting for ${sign} for ${seconds} s; ${this.describeState()}`);
      }
      await new Promise((resolve) => setTimeout(resolve, POLL_MS));
    }
    throw new Error(
      `The ${this.options.name} runs, but ${sign} did not come within ${START_TIMEOUT_MS / 1000} s; ${this.describeState()}`,
    );
  }

  /** Ends the server, by force if it takes longer than half a minute. */
  async stop(): Promise<void> {
    this.child.kill('SIGTERM');
    const timer = setTimeout(() => this.child.kill('SIGKILL'), STOP_TIMEOUT_MS);
    await this.ended;
    clearTimeout(timer);
  }

  /** Ends the server at once, for when there is no time to wait. */
  kill(): void {
    this.child.kill('SIGKILL');
  }

  private readLines(stream: NodeJS.ReadableStream | null, onLine: (line: string) => void): void {
    if (stream !== null) createInterface({ input: stream }).on('line', onLine);
  }

  /** What somebody needs who wonders why it takes so long. */
  private describeState(): string {
    const said =
      this.lastLine === '' ? 'it has said nothing yet' : `it said last: ${this.lastLine}`;
    const [load = 0] = loadavg();
    return `${said} (this machine: load ${load.toFixed(1)} on ${availableParallelism()} cores)`;
  }

  private describeEnd(code: unknown, signal: unknown): string {
    const how = typeof signal === 'string' ? `by ${signal}` : `with exit code ${String(code)}`;
    return `The ${this.options.name} ended ${how}${this.lastError && `: ${this.lastError}`}`;
  }
}

/** Not so the frames of a stack trace, nor Node's signature under it. */
function tellsWhy(line: string): boolean {
  return line.trim() !== '' && !/^\s+at |^Node\.js v/.test(line);
}
