/** A promise that was broken: the proof ends with it, and says by which seed it is met again. */
export class Violation extends Error {
  constructor(what: string, evidence: object = {}) {
    super(`${what} ${JSON.stringify(evidence)}`);
  }
}
