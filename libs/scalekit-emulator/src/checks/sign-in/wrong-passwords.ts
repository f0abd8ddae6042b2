import { NotApplicable } from '../verdicts.js';

const most = 2;

/** Two in a whole run, so that no account is locked. */
export class WrongPasswords {
  #sent = 0;

  next(): string {
    this.#sent += 1;
    if (this.#sent > most) {
      throw new NotApplicable(`${most} wrong passwords were sent, no more shall be`);
    }
    return `not-the-password-${this.#sent}`;
  }
}
