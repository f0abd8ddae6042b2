import { parseObject, type Outcome, type Response } from './outcome.js';

/** What Scalekit says of an accepted push; servers before 2.11 say nothing. */
export interface PushResult {
  /** `req_…`: finds the login in Scalekit's auth logs. */
  readonly authRequestId?: string;
}

export function isUnauthorized(outcome: Outcome): boolean {
  return outcome.kind === 'response' && outcome.status === 401;
}

export function isAccepted(outcome: Outcome): outcome is Response {
  return outcome.kind === 'response' && outcome.status >= 200 && outcome.status < 300;
}

/** The result of an accepted push. A 2xx that is no JSON object came from something that is not Scalekit. */
export function readResult(outcome: Outcome): PushResult | undefined {
  if (!isAccepted(outcome)) return undefined;
  if (outcome.body === '') return {};
  const json = parseObject(outcome.body);
  if (json === undefined) return undefined;
  const id = json['auth_request_id'] ?? json['authRequestId'];
  return typeof id === 'string' && /^[A-Za-z0-9_-]{1,128}$/.test(id) ? { authRequestId: id } : {};
}

/** Whether Scalekit may know the user now, whatever it responded. */
export function mayHaveTaken(outcome: Outcome): boolean {
  if (outcome.kind === 'failure') return outcome.reached;
  return outcome.status >= 500 || isAccepted(outcome);
}
