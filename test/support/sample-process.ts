import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { freePort } from './free-port.js';

const main = 'dist/apps/sample/src/main.js';

/** The built sample app in a process of its own, which can be killed. */
export class SampleProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly url: string,
  ) {}

  static async start(variables: Readonly<Record<string, string>>): Promise<SampleProcess> {
    if (!existsSync(main)) throw new Error('The sample is not built: run `npm run build`');
    const port = String(await freePort());
    const url = `http://localhost:${port}`;
    const child = spawn(process.execPath, [main], {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        NODE_ENV: 'development',
        DEV_IDENTITY_PROVIDERS: 'off',
        FRONT_END_PORT: String(await freePort()),
        PORT: port,
        SCALEKIT_APP_URL: url,
        ...variables,
      },
    });
    for await (const line of createInterface(child.stdout)) {
      // The rest of its output would fill the pipe.
      if (line.startsWith('Waybill: ')) {
        child.stdout.resume();
        return new SampleProcess(child, url);
      }
    }
    throw new Error(`The sample ended with exit code ${child.exitCode}`);
  }

  /** Without a chance to say good-bye. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill('SIGKILL');
    await once(this.child, 'exit');
  }
}
