import { isObject, userOf } from './journaled-user.js';
import type { Examination } from '../examination.js';
import type { JournalEntry } from '../../journal/journal-entry.js';
import { placeOf } from '../sign-in/walk.js';
import { Broken } from '../verdicts.js';
import type { Tab, Visit } from '../visit.js';
import { expectNoCrash } from './crash.js';

/** Where a tab stands, fit to be read by anybody. */
export function standsAt({ tab }: Tab): string {
  const { page } = tab;
  if (!page) return 'no page is open';
  return `${placeOf(page.url)} answered ${page.status}`;
}

/**
 * The person came all the way back: Scalekit took a user for this login request, and the browser brought its state.
 * @throws {Broken} that says what is missing
 */
export async function handedOff(
  examination: Examination,
  visit: Visit,
  when: string,
): Promise<void> {
  const { page } = visit.tab;
  if (page && !examination.isAway(page.url)) {
    expectNoCrash(when, { status: page.status, text: page.html });
  }
  const pushes = await examination.scalekit.pushes(visit);
  const taken = await examination.scalekit.taken(visit);
  if (taken.length === 0) throw notTaken(when, pushes, standsAt(visit));
  const states = visit.recorder.callbacks.map(({ searchParams }) => searchParams.get('state'));
  if (!states.includes(visit.state)) {
    const other = states.length > 0 ? 'with another state than that of this login' : 'never';
    throw new Broken(
      `${when}, Scalekit took the user, and the browser came to partner:callback ${other}; ${standsAt(visit)}`,
      'After the push, redirect (303) to {environment}/sso/v1/connections/{connection id}/partner:callback?state={state}.',
    );
  }
  if (page && new URL(page.url).pathname.endsWith('/partner:callback') && page.status >= 400) {
    throw new Broken(
      `${when}, and Scalekit refused the callback with ${page.status}`,
      'Use the connection id and the state of this login, and go there once.',
    );
  }
}

function notTaken(when: string, pushes: readonly JournalEntry[], stands: string): Broken {
  const refused = pushes[0];
  if (refused) {
    return new Broken(
      `${when}, and Scalekit answered the push with ${refused.status}${reasonOf(refused)}`,
      'Push sub and email, as strings, to /api/v1/connections/{connection id}/auth-requests/{login request id}/user.',
    );
  }
  return new Broken(
    `${when}, and nothing was pushed to the login request; ${stands}`,
    'Carry login_request_id and state through the whole login (in hidden fields, or in the session by login request), and push when it ends.',
  );
}

function reasonOf({ response }: JournalEntry): string {
  const message = isObject(response) ? response['message'] : undefined;
  return typeof message === 'string' ? ` (${message})` : '';
}

export async function pushedUser(examination: Examination, visit: Visit) {
  return userOf((await examination.scalekit.taken(visit))[0]);
}

/**
 * Nobody was pushed to a login request.
 * @throws {Broken}
 */
export async function expectNoPush(
  examination: Examination,
  visit: Pick<Visit, 'loginRequestId'>,
  seen: string,
  fix: string,
): Promise<void> {
  const users = (await examination.scalekit.pushes(visit)).filter((push) => 'sub' in userOf(push));
  if (users.length > 0) throw new Broken(seen, fix);
}
