/** The login cannot be checked; the message says the cause. */
export class CannotCheckError extends Error {}

/** One sign-in, to see whether the app uses this emulator. */
export interface Attempt {
  /** Why the app is not ready; undefined if it is. */
  readonly cause?: string;
  /** The login has refused the user or the password. */
  readonly isRefusal?: boolean;
}
