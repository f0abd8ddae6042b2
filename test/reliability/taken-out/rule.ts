/** A rule of the library that can be taken out, by changing its source. */
export interface Rule {
  /** What holds with it. */
  readonly says: string;
  /** In `libs/scalekit-federation/src`. */
  readonly file: string;
  /** What stands there, once, and what stands there without the rule. */
  readonly changes: readonly (readonly [is: string, without: string])[];
  /** Where a test fails without it. */
  readonly suite: string;
  /** A part of that test's name. */
  readonly test: string;
}
