// The app in a process of its own, whose time passes faster: node app.ts express|fastify <environment URL>
import { answerParent } from '../../bench/worker.js';
import type { Adapter } from '../support/app/adapters.js';
import { startApp } from '../support/app/start-app.js';
import { hurryProcess } from '../support/hurried-clock.js';
import { hurry } from './pace.js';

hurryProcess(hurry);
const [adapter, environmentUrl = ''] = process.argv.slice(2);
const { url } = await startApp(adapter as Adapter, { environmentUrl });

const handlers = {
  async url() {
    return url;
  },
};
export type AppHandlers = typeof handlers;

answerParent(handlers);
