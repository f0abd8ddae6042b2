import { isFromOwnPage, single } from '../http/caller.js';
import type { LoginFacts } from './decide-hand-off.js';

/**
 * Why a login that names its login request in the body is asked about on the continue page, in words
 * for the log; undefined where nothing is to be mended.
 *
 * @param facts.isListed whether the page that sent it is one of a listed front end
 */
export function unprovenReason(
  facts: Pick<LoginFacts, 'named' | 'method' | 'headers' | 'ticket' | 'bringsInput' | 'confirm'> & {
    readonly isListed: boolean;
  },
): string | undefined {
  const { named, method, headers, ticket, isListed } = facts;
  if (named !== 'body' || facts.confirm === 'always') return undefined;
  if (method !== 'POST') return `it came by ${method}, and only a POST proves a login`;
  const isOwn = ticket === 'own' || (ticket === undefined && isFromOwnPage(headers));
  if (isOwn) {
    return facts.bringsInput
      ? undefined
      : "its body brings nothing to sign in with. If the user comes from a token or a session, write @AfterLogin({ confirm: 'always' })";
  }
  if (single(headers, 'origin') === 'null') {
    return 'it came with "Origin: null". A form sends that under Referrer-Policy: no-referrer; send strict-origin-when-cross-origin with the page of the form';
  }
  if (isListed) {
    return 'its ticket was made for another page, or scalekit_page is not the key that the page captured it with. Fetch the login request anew when the page loads, and send its ticket and its key';
  }
  if (isFromOwnPage(headers)) return undefined;
  return 'it came from a page of another origin, or says nothing of its origin. If it is your front end, name its origin in frontEnds (SCALEKIT_FRONT_ENDS)';
}
