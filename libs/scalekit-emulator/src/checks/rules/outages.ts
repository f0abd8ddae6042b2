import { setTimeout as delay } from 'node:timers/promises';
import type { Fault } from '../../faults/fault.js';
import { expectNoCrash } from '../evidence/crash.js';
import { handedOff, standsAt } from '../evidence/hand-off.js';
import type { Examination } from '../examination.js';
import type { Rule } from '../rule.js';
import { shownBy } from '../sign-in/walk.js';
import { Broken, NeedsScript } from '../verdicts.js';
import type { Visit } from '../visit.js';

/** How long an app may keep off Scalekit once it answers again: circuit breakers have pauses. */
const patienceMs = 15_000;

const stay =
  'Catch the failure, show a page with one next step, and keep the login request: pressing the button again works when Scalekit is back.';

export const outageRules: readonly Rule[] = [
  {
    id: 'down-then-up',
    name: 'survives that Scalekit is down, and finishes when it is back',
    rule: 'While the push is answered 503 nobody is led back and a page says so. When Scalekit answers again, the same person finishes the same login request.',
    run: async (examination) => {
      const visit = await duringOutage(examination, 'the push was answered 503', [
        { on: 'push', status: 503 },
      ]);
      await recovers(examination, visit, 'Scalekit was down and is back');
    },
  },
  {
    id: 'no-answer',
    name: 'survives that Scalekit does not answer',
    rule: 'When the connection of the push breaks off, nobody is led back and the person sees a page.',
    run: async (examination) => {
      await duringOutage(examination, 'the connection of the push broke off', [
        { on: 'push', reset: true },
      ]);
    },
  },
  {
    id: 'token-down',
    name: 'survives that Scalekit gives no token',
    rule: 'When the app’s backend gets no access token, nobody is led back, the person sees a page, and later logins work.',
    run: async (examination) => {
      const visit = await duringOutage(examination, 'no access token was given (503)', [
        { on: 'token', status: 503 },
        { on: 'push', status: 401, revokeTokens: true },
      ]);
      await recovers(examination, visit, 'Scalekit gave no token and gives one again');
    },
  },
  {
    id: 'token-taken-back',
    name: 'gets a new token when the old one is refused',
    rule: 'A token that Scalekit no longer takes (401) is thrown away and fetched anew. It must not lock everybody out until a restart.',
    run: async (examination) => {
      const { emulator } = examination;
      const visit = await examination.begin();
      await emulator.fail({ on: 'push', revokeTokens: true, times: 1 });
      try {
        await examination.signIn(visit);
      } finally {
        await emulator.clearFaults();
      }
      const { page } = visit.tab;
      if (page && !examination.isAway(page.url)) {
        expectNoCrash('Scalekit answered 401 for the token', {
          status: page.status,
          text: page.html,
        });
      }
      if ((await examination.scalekit.taken(visit)).length > 0) return;
      await recovers(examination, visit, 'Scalekit took the token back');
    },
  },
];

async function duringOutage(
  examination: Examination,
  outage: string,
  faults: readonly Fault[],
): Promise<Visit> {
  const { emulator } = examination;
  const visit = await examination.begin();
  for (const fault of faults) await emulator.fail(fault);
  try {
    await examination.signIn(visit);
  } finally {
    await emulator.clearFaults();
  }
  const when = `Scalekit was down: ${outage}`;
  if (visit.recorder.callbacks.length > 0) {
    throw new Broken(`${when}, and the browser was sent back to it all the same`, stay);
  }
  const { page } = visit.tab;
  if (!page) return visit;
  expectNoCrash(when, { status: page.status, text: page.html });
  if (page.text === '') throw new Broken(`${when}, and the person saw an empty page`, stay);
  return visit;
}

/** A person tries what a person would: the page’s own button, back and again, the login page anew. */
async function recovers(examination: Examination, visit: Visit, when: string): Promise<void> {
  const until = performance.now() + patienceMs;
  const ways = examination.options.login ? [anew] : [onward, backAndAgain, anew];
  for (let round = 0; ; round += 1) {
    for (const way of ways) {
      await way(examination, visit).catch(ignoreFormless);
      if ((await examination.scalekit.taken(visit)).length > 0) {
        return handedOff(examination, visit, when);
      }
    }
    if (performance.now() > until) break;
    await delay(Math.min(1000 * 2 ** round, 5000));
  }
  throw new Broken(
    `${when}. For ${patienceMs / 1000} s the person pressed the button again, went back, and opened the login page anew, and nobody was pushed; ${standsAt(visit)}`,
    stay,
  );
}

async function onward(examination: Examination, visit: Visit): Promise<void> {
  await examination.goOn(visit);
}

async function backAndAgain(examination: Examination, visit: Visit): Promise<void> {
  if (examination.isAway(shownBy(visit.tab).url)) return;
  await visit.tab.back();
  await examination.goOn(visit);
}

async function anew(examination: Examination, visit: Visit): Promise<void> {
  await examination.signIn(visit);
}

function ignoreFormless(error: unknown): void {
  if (error instanceof NeedsScript) return;
  if (error instanceof Error && error.message.startsWith('There is no page')) return;
  throw error;
}
