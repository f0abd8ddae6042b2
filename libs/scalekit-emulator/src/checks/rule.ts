import type { Examination } from './examination.js';

/** One check: what it demands, and how it finds out. */
export interface Rule {
  readonly id: string;
  /** A statement about the login. */
  readonly name: string;
  /** What is demanded, and why. */
  readonly rule: string;
  /** What has to be given for it to run. */
  readonly needs?: readonly ('form' | 'other user' | 'code')[];
  /**
   * @throws {Broken} where the login breaks the rule
   * @throws {NotApplicable} where there is nothing to judge
   */
  readonly run: (examination: Examination) => Promise<void>;
}
