// npm run bench [-- --quick] [-- --json] [-- --profile]. Figures on standard output, progress on standard error.
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { adapters } from './app/app-process.js';
import { createCertificate } from './certificate.js';
import { measureHandOffs } from './hand-off/measure-hand-offs.js';
import { measurePushes } from './measure-pushes.js';
import { measurePlainLogin } from './plain-login/measure-plain-login.js';
import { judgeAdapter, judgePushes } from './report/goals.js';
import { summarizeContenders, type AdapterFigures, type Summary } from './report/summary.js';
import { textReport } from './report/text.js';
import type { ServerHandlers } from './server/server.js';
import { concurrency, plan } from './plan.js';
import { startWorker } from './worker.js';

const { quick, json, profile } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
  },
}).values;

const progress = (text: string): void => void process.stderr.write(`${text}\n`);
const profileFolder = profile ? await mkdtemp(join(tmpdir(), 'scalekit-bench-')) : undefined;

const summary = await measure();
process.stdout.write(`${json ? JSON.stringify(summary) : textReport(summary)}\n`);
if (profileFolder !== undefined) progress(`CPU profiles of the hand-offs: ${profileFolder}`);

async function measure(): Promise<Summary> {
  const certificate = await createCertificate();
  const server = await startWorker<ServerHandlers>(
    new URL('server/server.ts', import.meta.url),
    [],
  );
  try {
    const { key, cert, file: certificateFile } = certificate;
    const { pushes, handOffs, plainLogins } = plan(quick);
    const environmentUrl = await server.ask('listen', { key, cert });
    const setting = { environmentUrl, certificateFile, server, profileFolder };
    const figures = await measurePushes(pushes, environmentUrl, certificateFile, server, progress);
    const overHttp: AdapterFigures[] = [];
    for (const adapter of adapters) {
      const handOff = await measureHandOffs(handOffs, adapter, setting, progress);
      const plainLogin = await measurePlainLogin(plainLogins, adapter, progress);
      overHttp.push({ adapter, handOff, plainLogin });
    }
    return {
      node: process.versions.node,
      quick,
      concurrency,
      contenders: summarizeContenders(figures),
      adapters: overHttp,
      goals: [...judgePushes(figures), ...overHttp.flatMap(judgeAdapter)],
    };
  } finally {
    await server.stop();
    await certificate.remove();
  }
}
