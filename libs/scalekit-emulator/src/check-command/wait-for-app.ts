import { setTimeout as delay } from 'node:timers/promises';
import type { Examination } from '../checks/examination.js';
import type { Exchange } from '../checks/recorder.js';
import { placeOf, type Stand } from '../checks/sign-in/walk.js';
import { NeedsScript } from '../checks/verdicts.js';
import type { Visit } from '../checks/visit.js';
import type { JournalEntry } from '../journal/journal-entry.js';

const pauseMs = 2000;
/** An account may be locked after some. */
const mostRefusals = 2;

/** The login cannot be checked; the message says the cause. */
export class CannotCheckError extends Error {}

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

interface Attempt {
  /** Why the app is not ready; undefined if it is. */
  readonly cause?: string;
  /** The login has refused the user or the password. */
  readonly isRefusal?: boolean;
}

async function tryOnce(examination: Examination): Promise<Attempt> {
  const visit = await examination.begin();
  const place = placeOf(visit.url.href);
  let stand: Stand;
  try {
    const { status } = await (await examination.newBrowser()).tab.open(visit.url);
    if (status === 404)
      return { cause: `${place} answers 404: is that the address of the login page?` };
    const before = (await examination.journal()).length;
    stand = await examination.signIn(visit);
    const called = (await examination.journal()).slice(before).filter(isOfBackend);
    const problem = problemOf(called);
    if (problem !== undefined) return { cause: problem };
    if (called.length > 0 || visit.recorder.callbacks.length > 0) return {};
  } catch (error) {
    return unreachable(error, place);
  }
  return silent(visit, stand);
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

function unreachable(error: unknown, place: string): Attempt {
  if (error instanceof NeedsScript) throw new CannotCheckError(error.message);
  const message = error instanceof Error ? error.message : String(error);
  if (!message.startsWith('Nothing could be had from')) throw error;
  return {
    cause: `nothing answers at ${place}: is your app running? (${message.split(': ').at(-1) ?? ''})`,
  };
}

function silent({ tab, recorder }: Visit, stand: Stand): Attempt {
  const { page } = tab;
  const at = page ? `${placeOf(page.url)} answered ${page.status}` : 'no page was opened';
  const foreign = recorder.exchanges.find(({ request }) =>
    request.url.pathname.endsWith('/partner:callback'),
  );
  if (foreign) {
    return {
      cause: `the app leads back to ${foreign.request.url.origin}, which is another environment: set SCALEKIT_ENVIRONMENT_URL as printed, and restart it`,
    };
  }
  const scripted = sentByScript(recorder.withApp.at(-1), stand);
  if (scripted !== undefined) throw new CannotCheckError(new NeedsScript(scripted).message);
  if (stand === 'password' || stand === 'code') {
    const what =
      stand === 'code'
        ? 'asks for a code that --code does not answer'
        : 'refuses the user or the password';
    return {
      cause: `the login ${what} (${at}), and has asked nothing of this emulator`,
      isRefusal: true,
    };
  }
  return {
    cause: `somebody signed in (${at}), and no request for a token and no push came here: set the variables as printed, restart the app, and hand the login off`,
  };
}

/** @returns what shows that the page's form is there for a script to send */
function sentByScript(last: Exchange | undefined, stand: Stand): string | undefined {
  if (!last) return undefined;
  const { request, answer } = last;
  const place = placeOf(request.url.href);
  if (request.method === 'POST' && [404, 405, 415].includes(answer.status)) {
    return `${place} has a form, and answers ${answer.status} when it is sent`;
  }
  const byGet = request.method === 'GET' && request.url.search.includes('assword=');
  return byGet && stand === 'password' ? `${place} has a form without method="post"` : undefined;
}
