/** Thrown inside a check: the login breaks its rule. */
export class Broken extends Error {
  constructor(
    readonly seen: string,
    readonly fix: string,
  ) {
    super(seen);
  }
}

/** Thrown inside a check: what it is about is not there. */
export class NotApplicable extends Error {}

/** The login page has no form that a browser without script could send. */
export class NeedsScript extends Error {
  constructor(seen: string) {
    super(
      `${seen}. A login that needs a script, or sends tokens in headers, is signed in to by a script of yours: --script login.mjs, or the option login`,
    );
  }
}

/** For what goes on after a page without a form, since the page itself is not what is judged. */
export function ignoreFormless(error: unknown): void {
  if (!(error instanceof NeedsScript)) throw error;
}
