/** What is known of the login that the policy has judged. */
export interface JudgedLogin {
  readonly fresh: boolean;
  readonly proven: boolean;
  /** `loginRequestDetails` has told what the app asks for. */
  readonly isKnown: boolean;
}

/** What a decision of the policy leads to. */
export type PolicyVerdict =
  | { readonly kind: 'push' }
  | { readonly kind: 'sign in'; readonly reason: string }
  | { readonly kind: 'deny'; readonly reason: string; readonly message?: string | undefined }
  | { readonly kind: 'no decision' };

const unknownScopes =
  'loginRequestDetails did not say what the app asks for, and nobody has signed in for this login request';

/**
 * What the policy's word leads to. A policy that asks for a login after one was made for this very login
 * request would ask for ever, so that is a no; and where it could not know what the app asks for, only
 * a login of this login request goes on.
 *
 * @param decision whatever the app's function returned
 */
export function judgePolicy(
  decision: unknown,
  { fresh, proven, isKnown }: JudgedLogin,
): PolicyVerdict {
  if (decision === 'allow') {
    return isKnown || fresh || proven
      ? { kind: 'push' }
      : { kind: 'sign in', reason: unknownScopes };
  }
  if (decision === 'reauthenticate') {
    return fresh
      ? { kind: 'deny', reason: 'the policy asks for a login again after one was made' }
      : { kind: 'sign in', reason: 'the policy asks for it' };
  }
  const { deny, message } = Object(decision) as { deny?: unknown; message?: unknown };
  if (typeof deny !== 'string') return { kind: 'no decision' };
  const shown = typeof message === 'string' && message !== '' ? message : undefined;
  return { kind: 'deny', reason: deny, message: shown };
}
