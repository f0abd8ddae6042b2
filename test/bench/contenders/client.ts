// A process with one contender in it: node client.ts <contender> <environment URL>
import { drive, type Load } from '../load.js';
import { percentile } from '../statistics.js';
import { answerParent } from '../worker.js';
import { bareAxiosRef } from './bare-axios-ref.js';
import { bareUndici } from './bare-undici.js';
import { completeLogin } from './complete-login.js';
import { officialSdk } from './official-sdk.js';
import type { CreateContender } from './contender.js';

const contenders: Record<string, CreateContender> = {
  completeLogin,
  officialSdk,
  bareUndici,
  bareAxiosRef,
};

const [name = '', environmentUrl = ''] = process.argv.slice(2);
const create = contenders[name];
if (create === undefined) throw new Error(`there is no contender "${name}"`);
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
