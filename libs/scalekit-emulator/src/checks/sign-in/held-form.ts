import type { FilledForm } from '../../browser/fill-in.js';
import type { Examination } from '../examination.js';
import { NeedsScript } from '../verdicts.js';
import type { Visit } from '../visit.js';

/** The form with the password, filled in and not sent. */
export async function heldForm(examination: Examination, visit: Visit): Promise<FilledForm> {
  let form: FilledForm | undefined;
  await examination.signIn(visit, examination.person, { hold: (held) => (form = held) });
  if (!form) throw new NeedsScript('the login page has no form with a password');
  return form;
}
