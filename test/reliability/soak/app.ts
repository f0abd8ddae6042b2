// The app that is soaked, and all that happens to it: node --expose-gc app.ts <environment URL>
import { Pool } from 'undici';
import { answerParent } from '../../bench/worker.js';
import { drive } from '../../bench/load.js';
import { startApp } from '../support/app/start-app.js';
import type { Adapter } from '../support/app/adapters.js';
import { MovedClock } from '../support/hurried-clock.js';
import { packedLibrary } from '../support/packed-library.js';
import { Person } from '../support/person.js';
import { addressOf } from '../support/people.js';
import { isWayBack } from '../support/answers.js';
import { connectionNames } from '../support/scalekit/credentials.js';
import type { LoginRequestEntry } from '../support/scalekit/ledger.js';
import { sampleOf, type Sample } from './sample.js';

const [adapter, environmentUrl = ''] = process.argv.slice(2);
const clock = new MovedClock();
const { FederationService } = await packedLibrary();
const { app, url } = await startApp(adapter as Adapter, { environmentUrl });
const federation = app.get(FederationService, { strict: false });
const browsers = new Pool(url, { connections: 16 });
const concurrency = 16;
let begun = 0;

function nextEntry(): LoginRequestEntry {
  begun += 1;
  const connection = connectionNames[begun % connectionNames.length] ?? '';
  const id = `lri_${connection}_${adapter}_${begun}`;
  return { id, state: `state-${begun}`, connection, accepted: [], rejections: 0, pushes: 0 };
}

/** @throws Error unless it leads back to Scalekit */
async function handOffByHand(): Promise<void> {
  const { id: loginRequestId, state, connection } = nextEntry();
  const sub = `usr_${begun}`;
  const login = { loginRequestId, state, connection };
  const { callbackUrl } = await federation.completeLogin(login, { sub, email: addressOf(sub) });
  if (!callbackUrl.endsWith(`?state=${state}`)) throw new Error(`it leads to ${callbackUrl}`);
}

async function handOffInBrowser(): Promise<void> {
  const entry = nextEntry();
  const person = new Person(browsers, url, `usr_${begun}`, 'form');
  await person.open(entry);
  const pressed = await person.signIn(entry);
  const isBack = pressed.kind === 'sent back' && isWayBack(pressed.to, entry);
  if (!isBack) throw new Error(`it leads to ${JSON.stringify(pressed)}`);
}

async function abandon(): Promise<void> {
  await new Person(browsers, url, `usr_${begun}`, 'form').open(nextEntry());
}

const handlers = {
  async handOff({ byHand, inBrowser }: { byHand: number; inBrowser: number }) {
    await drive({ count: byHand, concurrency }, handOffByHand);
    await drive({ count: inBrowser, concurrency }, handOffInBrowser);
  },
  async capture(count: number) {
    await drive({ count, concurrency }, abandon);
  },
  /** What is held, before and after the time of all login requests so far is over. */
  async sample(): Promise<{ held: Sample; forgotten: Sample }> {
    const held = sampleOf();
    clock.move(16 * 60);
    // What is over is dropped by the next one that comes.
    await handOffInBrowser();
    return { held, forgotten: sampleOf() };
  },
};
export type AppHandlers = typeof handlers;

answerParent(handlers);
