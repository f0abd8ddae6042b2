/** Your login breaks a rule. The message says the rule, what was seen and the fix. */
export class LoginCheckFailedError extends Error {
  override readonly name = 'LoginCheckFailedError';

  constructor(
    /** Id of the check, such as `both-parameters`. */
    readonly check: string,
    readonly rule: string,
    readonly seen: string,
    readonly fix: string,
  ) {
    super(`${check}\n  Rule: ${rule}\n  Seen: ${seen}\n  Fix:  ${fix}`);
  }
}

/** A check that could not run. It has found nothing, good or bad. */
export class LoginCheckSkippedError extends Error {
  override readonly name = 'LoginCheckSkippedError';

  constructor(
    /** Id of the check. */
    readonly check: string,
    readonly reason: string,
  ) {
    super(`${check} is skipped: ${reason}`);
  }
}
