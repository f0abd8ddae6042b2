import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import type { Adapter } from '../support/app/adapters.js';
import { ClaimTap } from './claim-tap.js';

/** A replica in a process of its own, with its way to Redis. */
export class ReplicaProcess {
  private constructor(
    private readonly child: ChildProcess,
    readonly tap: ClaimTap,
    readonly url: string,
  ) {}

  static async start(
    adapter: Adapter,
    client: 'redis' | 'ioredis',
    environmentUrl: string,
    redisPort: number,
  ): Promise<ReplicaProcess> {
    const tap = new ClaimTap(redisPort);
    const args = [adapter, environmentUrl, String(await tap.listen()), client];
    const child = fork(new URL('replica.ts', import.meta.url), args, {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 2, 2, 'ipc'],
    });
    const gone = once(child, 'exit').then(([code]: unknown[]) => {
      throw new Error(`a replica ended with ${String(code)}`);
    });
    gone.catch(() => undefined);
    const [url] = (await Promise.race([once(child, 'message'), gone])) as [string];
    return new ReplicaProcess(child, tap, url);
  }

  /** Without a chance to say good-bye. */
  kill(): void {
    this.child.kill('SIGKILL');
    this.tap.close();
  }

  async isGone(): Promise<void> {
    const { exitCode, signalCode } = this.child;
    if (exitCode === null && signalCode === null) await once(this.child, 'exit');
  }
}
