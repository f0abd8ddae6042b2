export const requestSteps = [
  'metadata',
  'keys',
  'register',
  'authorize',
  'token',
  'push',
  'resource',
  'events',
  'user_consents',
  'callback',
  'consent',
  'health',
  'home',
  'unknown',
] as const;

/** What a request was for. */
export type RequestStep = (typeof requestSteps)[number];

/** `login_redirect` and `code` tell once more of a request that led there. */
export type Step = RequestStep | 'login_redirect' | 'code';

/** One line of the journal. Client secrets, tokens, codes and PKCE verifiers are masked in it, users are not. */
export interface JournalEntry {
  /** ISO 8601, when the request came. */
  at: string;
  step: Step;
  method: string;
  path: string;
  /** The gRPC method that was called, if it did not come over REST; method and path are then those of its REST twin. */
  grpc?: string;
  query?: Record<string, unknown>;
  /** 0: the connection was reset instead of an answer. */
  status: number;
  /** The whole Scalekit-side login, `req_…`. */
  authRequestId?: string;
  /** What the app's login page was called with, `lri_…`. */
  loginRequestId?: string;
  /** The connection that the login goes through, `conn_…`. */
  connectionId?: string;
  clientId?: string;
  /** The user whom the app pushed. */
  sub?: string;
  /** Body of the request: an object if it was JSON or a form, otherwise text. Of more than 64 KiB, a text with the size. */
  request?: unknown;
  /** Body of the answer, unless it is a page. Of more than 64 KiB, a text with the size. */
  response?: unknown;
  /** Where the answer sent the browser. */
  location?: string;
  /** A fault of the test's own making answered, not the emulator. */
  fault?: true;
  /** On the first entry of all: how many older ones had to make room, at 10,000 entries or 16 MiB. */
  droppedBefore?: number;
}
