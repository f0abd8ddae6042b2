import type { Exchange } from '../checks/recorder.js';
import { placeOf, type Stand } from '../checks/sign-in/walk.js';
import { NeedsScript } from '../checks/verdicts.js';
import type { Visit } from '../checks/visit.js';
import { CannotCheckError, type Attempt } from './attempt.js';

/**
 * A sign-in came to its end, and the app asked nothing of this emulator.
 * @throws {CannotCheckError} where waiting changes nothing
 */
export function whyNothingCame({ tab, recorder }: Visit, stand: Stand): Attempt {
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
  const hidden = hidesItsOrigin(recorder);
  if (hidden && page?.status === 403) {
    return {
      cause: `the login refuses its own form (${at}). Its page has Referrer-Policy: no-referrer, so that browsers send Origin: null: look at Sec-Fetch-Site instead, or send Referrer-Policy: same-origin`,
      isRefusal: true,
    };
  }
  if (page && page.status >= 400 && recorder.withApp.length === 1) {
    return { cause: `the login page answers with an error (${at}): see what your app logged` };
  }
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

/** Fetch, section 3.2.5: a form of a page that gives no referrer is sent with `Origin: null`. */
function hidesItsOrigin({ withApp }: Visit['recorder']): boolean {
  return withApp.some(
    ({ request }) => request.method === 'POST' && request.headers['origin'] === 'null',
  );
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
