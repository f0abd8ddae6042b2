import type { ClientHandlers, PushFigures } from './contenders/client.js';
import type { Load } from './load.js';
import { inTurns } from './rounds.js';
import type { ServerHandlers } from './server/server.js';
import { startWorker, type WorkerProcess } from './worker.js';

/** In the order of the report's table. */
export const contenderNames = [
  'completeLogin',
  'officialSdk',
  'bareUndici',
  'bareAxiosRef',
] as const;
export type ContenderName = (typeof contenderNames)[number];

/** What came out for one contender. */
export interface ContenderFigures {
  readonly rounds: PushFigures[];
  /** Token requests of a burst of pushes without a token; null for those that are given one. */
  readonly coldTokenRequests: number | null;
}

export type Figures = Readonly<Record<ContenderName, ContenderFigures>>;

/** How much is done. */
export interface PushPlan {
  readonly coldBurst: Load;
  readonly warmUp: Load;
  readonly round: Load;
  readonly rounds: number;
}

/**
 * A burst of each contender in a cold process, then interleaved rounds in warm ones. The burst has a
 * process to itself: a thousand pushes in flight teach V8 that what a push allocates lives long.
 */
export async function measurePushes(
  plan: PushPlan,
  environmentUrl: string,
  certificateFile: string,
  server: WorkerProcess<ServerHandlers>,
  progress: (text: string) => void,
): Promise<Figures> {
  const clients: Client[] = [];
  try {
    for (const name of contenderNames) {
      progress(`cold burst and warm-up of ${name}`);
      const start = () => Client.start(name, environmentUrl, certificateFile, server);
      const coldTokenRequests = await burst(await start(), plan.coldBurst);
      const client = await start();
      clients.push(client);
      client.coldTokenRequests = coldTokenRequests;
      await client.push(plan.warmUp);
    }
    const rounds = await inTurns(
      clients,
      plan.rounds,
      (round) => progress(`pushes, ${round}`),
      (client) => client.push(plan.round),
    );
    return Object.fromEntries(
      clients.map(({ name, coldTokenRequests }, index): [string, ContenderFigures] => [
        name,
        { rounds: rounds[index] ?? [], coldTokenRequests },
      ]),
    ) as Figures;
  } finally {
    await Promise.all(clients.map((client) => client.stop()));
  }
}

/** One contender in its process, which trusts the server's certificate by NODE_EXTRA_CA_CERTS. */
class Client {
  coldTokenRequests: number | null = null;

  private constructor(
    readonly name: ContenderName,
    private readonly worker: WorkerProcess<ClientHandlers>,
    private readonly server: WorkerProcess<ServerHandlers>,
  ) {}

  static async start(
    name: ContenderName,
    environmentUrl: string,
    certificateFile: string,
    server: WorkerProcess<ServerHandlers>,
  ): Promise<Client> {
    const worker = await startWorker<ClientHandlers>(
      new URL('contenders/client.ts', import.meta.url),
      [name, environmentUrl],
      { NODE_EXTRA_CA_CERTS: certificateFile },
    );
    return new Client(name, worker, server);
  }

  /** The first pushes of a process: nothing is cached yet, except where a token is part of the set-up. */
  async burst(load: Load): Promise<number | null> {
    const { tokenRequests } = await this.counted(load);
    return isGivenToken(this.name) ? null : tokenRequests;
  }

  async push(load: Load): Promise<PushFigures> {
    return (await this.counted(load)).figures;
  }

  stop(): Promise<void> {
    return this.worker.stop();
  }

  /** @throws Error when the server accepted more or fewer pushes than were made */
  private async counted(load: Load): Promise<{ figures: PushFigures; tokenRequests: number }> {
    await this.server.ask('takeCounts');
    const figures = await this.worker.ask('push', load);
    const { pushes, tokenRequests } = await this.server.ask('takeCounts');
    if (pushes !== load.count) throw new Error(`${this.name}: ${pushes} of ${load.count} arrived`);
    return { figures, tokenRequests };
  }
}

/** @returns the token requests that it took */
async function burst(cold: Client, load: Load): Promise<number | null> {
  try {
    return await cold.burst(load);
  } finally {
    await cold.stop();
  }
}

function isGivenToken(name: ContenderName): boolean {
  return name === 'bareUndici' || name === 'bareAxiosRef';
}
