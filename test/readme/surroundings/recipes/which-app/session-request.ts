/** A request behind a session middleware. */
export interface SessionRequest {
  session: { user?: unknown };
  user?: unknown;
}
