import { expectNoCrash } from '../evidence/crash.js';
import type { Examination } from '../examination.js';
import { ignoreFormless } from '../verdicts.js';
import type { Visit } from '../visit.js';

/** @returns false if the page was a refusal, which is right */
export async function signsIn(
  examination: Examination,
  visit: Visit,
  url: string,
): Promise<boolean> {
  await examination.signInAt(visit, url).catch(ignoreFormless);
  const opened = visit.recorder.withApp.find(({ request }) => request.url.href === url);
  if (opened && opened.answer.status >= 400) {
    expectNoCrash('A parameter was not as it should be', opened.answer);
    return false;
  }
  return true;
}
