/** How somebody signed in whom a push is about. */
export interface SignedIn {
  /** Who it is, as the app knows them. */
  readonly principal?: unknown;
  /** By a login that was made for this very login request. */
  readonly fresh: boolean;
  /** The login was meant for this login request, by more than a press on the continue page. */
  readonly proven: boolean;
}

/** What a `policy` is told of a login that is handed off by hand. */
export interface HandOffBasis {
  /** Who signed in, as the app knows them. */
  readonly principal?: unknown;
  /** They have signed in for this very login request. @default false */
  readonly fresh?: boolean;
}

/** Whether the login was meant for the login request is the caller's to know. */
export function byHand({ principal, fresh = false }: HandOffBasis): SignedIn {
  return { principal, fresh, proven: true };
}
