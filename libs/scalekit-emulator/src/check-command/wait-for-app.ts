import { setTimeout as delay } from 'node:timers/promises';
import type { Examination } from '../checks/examination.js';
import { placeOf, type Stand } from '../checks/sign-in/walk.js';
import { NeedsScript } from '../checks/verdicts.js';
import type { Visit } from '../checks/visit.js';
import type { JournalEntry } from '../journal/journal-entry.js';
import { CannotCheckError, type Attempt } from './attempt.js';
import { whyNothingCame } from './why-nothing-came.js';

const pauseMs = 2000;
/** An account may be locked after some. */
const mostRefusals = 2;

/**
 * Signs in until the app shows that it uses this emulator: it fetches a token, pushes, or leads back.
 * @param tell gets a sentence whenever what is waited for changes
 * @throws {CannotCheckError}
 */
export async function waitForApp(
  examination: Examination,
  waitMs: number,
  tell: (sentence: string) => void,
): Promise<void> {
  const until = performance.now() + waitMs;
  let refusals = 0;
  let told = '';
  for (;;) {
    const { cause, isRefusal } = await tryOnce(examination);
    if (cause === undefined) return;
    refusals += isRefusal ? 1 : 0;
    if (refusals === mostRefusals || performance.now() + pauseMs > until) {
      throw new CannotCheckError(cause);
    }
    if (cause !== told) tell(`Waiting: ${cause}`);
    told = cause;
    await delay(pauseMs);
  }
}

async function tryOnce(examination: Examination): Promise<Attempt> {
  const visit = await examination.begin();
  const place = placeOf(visit.url.href);
  let stand: Stand;
  try {
    const { status } = await (await examination.newBrowser()).tab.open(visit.url);
    if (status === 404)
      return { cause: `${place} answers 404: is that the address of the login page?` };
    const before = (await examination.scalekit.journal()).length;
    stand = await examination.signIn(visit);
    const called = (await examination.scalekit.journal()).slice(before).filter(isOfBackend);
    const problem = problemOf(called);
    if (problem !== undefined) return { cause: problem };
    if (called.length > 0 || visit.recorder.callbacks.length > 0) return {};
  } catch (error) {
    return unreachable(error, place, visit);
  }
  return whyNothingCame(visit, stand);
}

/** Token and push; the played client fetches its token at another address. */
function isOfBackend({ step, path, request }: JournalEntry): boolean {
  if (step === 'push') return true;
  return (
    step === 'token' &&
    path === '/oauth/token' &&
    JSON.stringify(request ?? '').includes('client_credentials')
  );
}

function problemOf(called: readonly JournalEntry[]): string | undefined {
  const answered = (step: string, status: number) =>
    called.some((entry) => entry.step === step && entry.status === status) &&
    !called.some((entry) => entry.step === step && entry.status === 200);
  if (answered('token', 401) || answered('token', 400)) {
    return 'the app asked for a token with another client id or secret: set SCALEKIT_CLIENT_ID and SCALEKIT_CLIENT_SECRET as printed, and restart it';
  }
  const push = called.findLast(({ step }) => step === 'push');
  const message = JSON.stringify(push?.response ?? '');
  if (push?.status === 404 && message.includes('connection not found')) {
    return 'the app pushes through a connection that is not here: set SCALEKIT_CONNECTION_ID as printed, and restart it';
  }
  return undefined;
}

function unreachable(error: unknown, place: string, { recorder }: Visit): Attempt {
  if (error instanceof NeedsScript) throw new CannotCheckError(error.message);
  const message = error instanceof Error ? error.message : String(error);
  if (!message.startsWith('Nothing could be had from')) throw error;
  const why = message.split(': ').at(-1) ?? '';
  if (recorder.withApp.length > 0) {
    const asked = message.slice('Nothing could be had from '.length, -`: ${why}`.length);
    return {
      cause: `the login page answers, but ${asked} does not (${why}): see what your app waits for there`,
      isRefusal: true,
    };
  }
  if (/certificate/i.test(why)) {
    throw new CannotCheckError(
      `the certificate of ${place} is not trusted here (${why}): name its authority’s PEM file in NODE_EXTRA_CA_CERTS`,
    );
  }
  return {
    cause: `nothing answers at ${place}: is your app running? (${why})`,
  };
}
