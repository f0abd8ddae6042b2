import { isWayBack } from './answers.js';
import type { Person, Pressed } from './person.js';
import { identitiesOf, type LoginRequestEntry } from './scalekit/ledger.js';
import { Violation } from './violation.js';

/**
 * What holds after every press, whatever fails: nobody is sent back unless Scalekit has taken exactly
 * this person for exactly this login request, and it never takes two; who is not sent back is told.
 *
 * @throws Violation
 */
export function judge(pressed: Pressed, { id: person }: Person, entry: LoginRequestEntry): void {
  const identities = identitiesOf(entry);
  const evidence = { loginRequest: entry.id, person, identities, pressed };
  if (identities.length > 1) throw new Violation('two identities for one login request', evidence);
  if (pressed.kind === 'sent back') {
    if (!isWayBack(pressed.to, entry)) throw new Violation('sent to a wrong address', evidence);
    if (identities.length === 0) throw new Violation('sent back without a push', evidence);
    if (identities[0] !== person) throw new Violation('sent back as somebody else', evidence);
  }
  if (pressed.kind === 'told' && !(pressed.code && pressed.saysWhatIsNext)) {
    throw new Violation('left without a word on what is next', evidence);
  }
}
