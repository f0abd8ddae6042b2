import { isDocumentNavigation } from '../http/caller.js';
import { isProvenLogin, type LoginFacts } from './proven-login.js';

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
