// A process with one contender in it: node client.ts <contender> <environment URL>
import { drive, type Load } from '../load.js';
import { percentile } from '../statistics.js';
import { answerParent } from '../worker.js';
import type { CreateContender } from './contender.js';

/** Each alone in its process: nobody's heap holds what another one needs. */
const contenders: Record<string, () => Promise<CreateContender>> = {
  completeLogin: async () => (await import('./complete-login.js')).completeLogin,
  officialSdk: async () => (await import('./official-sdk.js')).officialSdk,
  bareUndici: async () => (await import('./bare-undici.js')).bareUndici,
  bareAxiosRef: async () => (await import('./bare-axios-ref.js')).bareAxiosRef,
};

const [name = '', environmentUrl = ''] = process.argv.slice(2);
const load = contenders[name];
if (load === undefined) throw new Error(`there is no contender "${name}"`);
const create = await load();
const contender = await create(environmentUrl);

let loginRequests = 70_000_000_000_000_000n + BigInt(process.pid) * 1_000_000_000n;

const handlers = {
  /** Pushes, each for a login request of its own. */
  async push(load: Load) {
    const cpuBefore = process.cpuUsage();
    const startedAt = performance.now();
    const latencies = await drive(load, () => contender.push(`lri_${loginRequests++}`));
    const seconds = (performance.now() - startedAt) / 1000;
    const { user, system } = process.cpuUsage(cpuBefore);
    return {
      pushesPerSecond: load.count / seconds,
      cpuMicrosPerPush: (user + system) / load.count,
      p50Ms: percentile(latencies, 0.5),
      p99Ms: percentile(latencies, 0.99),
    };
  },
};

export type ClientHandlers = typeof handlers;
/** One round of one contender. */
export type PushFigures = Awaited<ReturnType<ClientHandlers['push']>>;

answerParent(handlers);
