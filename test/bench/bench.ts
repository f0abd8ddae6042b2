// npm run bench [-- --quick] [-- --json]. Figures on standard output, progress on standard error.
import { parseArgs } from 'node:util';
import { createCertificate } from './certificate.js';
import { measurePushes } from './measure-pushes.js';
import { measurePlainLogin } from './plain-login/measure-plain-login.js';
import { judge, summarizeContenders, type Summary } from './report/summary.js';
import { textReport } from './report/text.js';
import type { ServerHandlers } from './server/server.js';
import { startWorker } from './worker.js';

const { quick, json } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  },
}).values;

const concurrency = 32;
const size = quick
  ? { pushRounds: 5, pushes: 1_000, pushWarmUp: 10_000, logins: 250, loginWarmUp: 1_000 }
  : { pushRounds: 9, pushes: 5_000, pushWarmUp: 20_000, logins: 2_000, loginWarmUp: 4_000 };

const progress = (text: string): void => void process.stderr.write(`${text}\n`);

const summary = await measure();
process.stdout.write(`${json ? JSON.stringify(summary) : textReport(summary)}\n`);

async function measure(): Promise<Summary> {
  const certificate = await createCertificate();
  const server = await startWorker<ServerHandlers>(
    new URL('server/server.ts', import.meta.url),
    [],
  );
  try {
    const { key, cert, file } = certificate;
    const figures = await measurePushes(
      {
        coldBurst: { count: 1_000, concurrency: 1_000 },
        warmUp: { count: size.pushWarmUp, concurrency },
        round: { count: size.pushes, concurrency },
        rounds: size.pushRounds,
      },
      await server.ask('listen', { key, cert }),
      file,
      server,
      progress,
    );
    const plainLogin = await measurePlainLogin(
      {
        warmUp: { count: size.loginWarmUp, concurrency },
        round: { count: size.logins, concurrency },
        rounds: 9,
      },
      progress,
    );
    return {
      node: process.versions.node,
      quick,
      concurrency,
      contenders: summarizeContenders(figures),
      httpAdapter: process.env['HTTP_ADAPTER'] ?? 'express',
      plainLogin,
      goals: judge(figures, plainLogin),
    };
  } finally {
    await server.stop();
    await certificate.remove();
  }
}
