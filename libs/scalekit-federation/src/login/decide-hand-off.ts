import { isDocumentNavigation, isFromOwnPage, type RequestHeaders } from '../http/caller.js';
import { fieldValue } from '../http/body-fields.js';

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

/**
 * - `leave`: a plain login; the app's own answer stays
 * - `hand off`: proven, the browser goes back to Scalekit
 * - `confirm`: signed in, but not proven to have been meant for this login request
 * - `expired`: the login names a login request that is over, or is not this browser's
 */
export type Decision = 'leave' | 'hand off' | 'confirm' | 'expired';

/**
 * Whoever starts a flow knows its `state`, and `state` is all that Scalekit's callback asks for. So
 * a login counts as meant for a login request only if the person signed in on the page that said so:
 * a POST of that page with our field and the person's input in its body, or a trip to an identity
 * provider that began with such a POST of our field.
 */
export function decideHandOff(facts: LoginFacts): Decision {
  if (facts.named === undefined) {
    const isUnambiguous = facts.live === 1 && isDocumentNavigation(facts.headers);
    return isUnambiguous ? 'confirm' : 'leave';
  }
  if (!facts.namedIsUsable) return 'expired';
  return isProvenLogin(facts) && facts.confirm === 'unproven' ? 'hand off' : 'confirm';
}

/** The login was meant for this login request, whether or not everybody is asked. */
export function isProvenLogin(
  facts: Omit<LoginFacts, 'namedIsUsable' | 'live' | 'confirm'>,
): boolean {
  return facts.named === 'trip' || (isProvenPost(facts) && facts.bringsInput);
}

/** The person sent our field from the page that captured the login request: this app's, or a front end's. */
export function isProvenPost({
  named,
  method,
  headers,
  ticket,
}: Pick<LoginFacts, 'named' | 'method' | 'headers' | 'ticket'>): boolean {
  if (named !== 'body' || method !== 'POST') return false;
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
