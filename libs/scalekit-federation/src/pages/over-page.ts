import { action, also, paragraph } from './markup.js';
import type { Ending, FederationTexts } from './texts.js';

/** Where the page of a login request leads that is over. */
export interface OverPageWays {
  /** The app's login page, without any login request. */
  readonly withoutUrl: string;
  /** Back to Scalekit, for the browser that gave the answer. */
  readonly backUrl?: string | undefined;
  /** The login form all the same. */
  readonly formUrl?: string | undefined;
}

/** What became of a login request. */
export function overBody(
  ending: Ending,
  { withoutUrl, backUrl, formUrl }: OverPageWays,
  texts: FederationTexts,
): string {
  const label = {
    done: texts.goOnHere,
    cancelled: texts.signInWithout,
    denied: texts.goOnWithout,
    answered: texts.signInWithout,
  }[ending];
  return [
    paragraph(texts.over[ending].text),
    action(label, withoutUrl),
    backUrl === undefined ? '' : also(texts.backToApp, backUrl),
    formUrl === undefined ? '' : also(texts.signInAgain, formUrl),
  ].join('');
}
