import { fieldValue } from '../http/body-fields.js';
import { isFromOwnPage, single, type RequestHeaders } from '../http/caller.js';

/** What is known of a request to an `@AfterLogin` route by which somebody has signed in. */
export interface LoginFacts {
  readonly method: string;
  readonly headers: RequestHeaders;
  /** Where the request names a login request, if it does. */
  readonly named: 'body' | 'url' | 'trip' | undefined;
  /**
   * For a login request that came by a ticket instead of a cookie: whether this page is the one that
   * the ticket was made for.
   */
  readonly ticket?: 'own' | 'of another page' | undefined;
  /** The body brings something to sign in with. */
  readonly bringsInput: boolean;
  /** The named login request is this browser's and still usable. */
  readonly namedIsUsable: boolean;
  /** How many usable login requests this browser has. */
  readonly live: number;
  readonly confirm: 'unproven' | 'always';
}

/** The login was meant for this login request, whether or not everybody is asked. */
export function isProvenLogin(
  facts: Omit<LoginFacts, 'namedIsUsable' | 'live' | 'confirm'>,
): boolean {
  return facts.named === 'trip' || (isProvenPost(facts) && facts.bringsInput);
}

/** The person sent our field from the page that captured the login request. */
export function isProvenPost(
  facts: Pick<LoginFacts, 'named' | 'method' | 'headers' | 'ticket'>,
): boolean {
  return facts.named === 'body' && facts.method === 'POST' && isFromCapturingPage(facts);
}

/** This app's, or a front end's. */
function isFromCapturingPage({ headers, ticket }: Pick<LoginFacts, 'headers' | 'ticket'>): boolean {
  return ticket === undefined ? isFromOwnPage(headers) : ticket === 'own';
}

/**
 * Whether a body has something to sign in with: a field that is not empty, beside ours. Without one,
 * the guard can only have read a session or a token that came by itself.
 */
export function bringsInput(fields: Readonly<Record<string, unknown>>): boolean {
  return Object.values(fields).map(fieldValue).some(isFilled);
}

function isFilled(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}

/**
 * Why a login that a form or a script has sent is asked about on the continue page, in words for the
 * log; undefined where nothing is to be mended.
 *
 * @param facts.isListed whether the page that sent it is one of a listed front end
 */
export function unprovenReason(
  facts: Pick<LoginFacts, 'named' | 'method' | 'headers' | 'ticket' | 'bringsInput' | 'confirm'> & {
    readonly isListed: boolean;
  },
): string | undefined {
  const { named, method, headers, isListed } = facts;
  if (facts.confirm === 'always') return undefined;
  if (named === undefined && method === 'POST') {
    return 'no scalekit_txn came with it. If its page showed request.formFields, something on the way drops or renames that field';
  }
  if (named !== 'body') return undefined;
  if (method !== 'POST') return `it came by ${method}, and only a POST proves a login`;
  if (isFromCapturingPage(facts)) {
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
