/** What the server gave out and took in. */
export interface Ledger {
  readonly accessToken: string;
  tokenRequests: number;
  /** Accepted ones. */
  pushes: number;
}

/** Nothing but the whole, right push counts. */
export function isAuthorized(ledger: Ledger, header: string | null | undefined): boolean {
  return header === `Bearer ${ledger.accessToken}`;
}

export const authRequestId = 'req_70000000000000004';
