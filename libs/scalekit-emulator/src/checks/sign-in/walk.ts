import type { BrowserPage } from '../../begin-login/browser-page.js';
import type { LoginBrowser } from '../../begin-login/login-browser.js';
import { fillInForm, type FilledForm, type FormValues } from '../../browser/fill-in.js';
import { NeedsScript } from '../verdicts.js';
import { findForm, type FoundForm } from './find-form.js';
import { findLinkOn } from './find-way-out.js';
import type { Person } from './person.js';

export interface Manner {
  /** In place of the right one. */
  readonly password?: string;
  /** In place of the right one; false: the person stops at the code. */
  readonly code?: string | false;
  /** Whether the person agrees to what the app asks afterwards. @default true */
  readonly agrees?: boolean;
  /** Hidden fields that somebody added, or whose value somebody changed. */
  readonly added?: Readonly<Record<string, string>>;
  /** Gets the form with the password instead of the app; there the walk ends. */
  readonly hold?: (form: FilledForm) => void;
}

/** Where a person stands in the end. */
export type Stand =
  /** Back at Scalekit, or at its client. */
  | 'scalekit'
  /** At the form for the password, which was sent already. */
  | 'password'
  | 'code'
  | 'question'
  /** At some other page of the app. */
  | 'app';

const mostSteps = 8;

/**
 * Uses the forms of the app as a person would, from the page that the tab shows, until Scalekit is reached or nothing is
 * left to do.
 * @throws {NeedsScript} if the first page has no form
 */
export async function walk(
  tab: LoginBrowser,
  person: Person,
  isAway: (url: string) => boolean,
  manner: Manner = {},
): Promise<Stand> {
  const done = { password: false, identifier: false, code: 0, question: 0 };
  for (let step = 0; step < mostSteps; step += 1) {
    const page = shownBy(tab);
    if (isAway(page.url)) return 'scalekit';
    const form = findForm(page.html);
    if (form?.kind === 'password') {
      if (done.password) return 'password';
      done.password = true;
      const filled = fill(page, form, passwordValues(form, person, manner), manner.added);
      if (manner.hold) {
        manner.hold(filled);
        return 'password';
      }
      await sendIt(tab, filled);
    } else if (form?.kind === 'code') {
      if (manner.code === false) return 'code';
      if (manner.code === undefined && !person.secondFactor) return 'code';
      if (done.code > 0 && (manner.code !== undefined || !person.secondFactor?.refused()))
        return 'code';
      done.code += 1;
      const code = manner.code ?? (await person.secondFactor?.next()) ?? '';
      await sendIt(tab, fill(page, form, { ...form.ticked, [form.secretField ?? '']: code }));
    } else if (form?.kind === 'identifier' && !done.identifier && !done.password) {
      done.identifier = true;
      await sendIt(tab, fill(page, form, passwordValues(form, person, manner)));
    } else if (form?.kind === 'question' || (!form && findLinkOn(page.html))) {
      if (manner.agrees === false || done.question === 3) return 'question';
      done.question += 1;
      const link = form ? undefined : findLinkOn(page.html);
      if (form) await sendIt(tab, fill(page, form, form.ticked));
      else if (link !== undefined) await tab.open(link, { from: page.url });
    } else {
      if (step === 0 && page.status < 400)
        throw new NeedsScript(`${placeOf(page.url)} has no form`);
      return 'app';
    }
  }
  return 'app';
}

export function shownBy(tab: LoginBrowser): BrowserPage {
  if (!tab.page) throw new Error('No page is open');
  return tab.page;
}

/** Without the query, which no output shall have. */
export function placeOf(url: string): string {
  const { origin, pathname } = new URL(url);
  return origin + pathname;
}

const sendIt = (tab: LoginBrowser, form: FilledForm) => tab.sendForm(form);

function passwordValues(form: FoundForm, person: Person, manner: Manner): FormValues {
  const { user, password, fields = {} } = person;
  const own = Object.entries(fields).filter(([name]) => form.names.includes(name));
  return {
    ...form.ticked,
    ...Object.fromEntries(own),
    ...(form.userField !== undefined && { [form.userField]: user }),
    ...(form.secretField !== undefined && { [form.secretField]: manner.password ?? password }),
  };
}

function fill(
  page: BrowserPage,
  form: FoundForm,
  values: FormValues,
  added: Readonly<Record<string, string>> = {},
): FilledForm {
  const filled = fillInForm(form, new URL(page.url), values);
  for (const [name, value] of Object.entries(added)) {
    if (!(name in values)) filled.fields.set(name, value);
  }
  return filled;
}
