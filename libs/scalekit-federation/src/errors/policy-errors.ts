import { jitteredSeconds } from '../timing/jitter.js';
import { FederationError } from './federation-error.js';

/** 403: the app's `policy` does not let this person connect this app. Scalekit hears that the login failed. */
export class LoginDeniedError extends FederationError {
  readonly mayHaveArrived = false;
  /** Scalekit has taken that the login failed, so the browser may go back to it. */
  isTold = false;

  /**
   * @param reason of the policy, for the log
   * @param advice of the policy, for the person
   */
  constructor(
    reason: string,
    readonly advice?: string,
  ) {
    super(
      'login_denied',
      403,
      advice ?? 'This account may not connect this app',
      'contact',
      reason,
    );
  }
}

/** 403: the app's `policy` asks for a login of this very login request, and there was none. */
export class LoginNeededError extends FederationError {
  readonly mayHaveArrived = false;

  /** @param details why this login is none, for the log */
  constructor(details?: string) {
    super('login_needed', 403, 'Sign in again to connect this app', 'sign-in-again', details);
  }
}

/** 503: the app's `policy` gave no decision. Nothing was pushed. */
export class PolicyUnavailableError extends FederationError {
  readonly mayHaveArrived = false;
  override readonly retryAfterSeconds = jitteredSeconds(undefined);

  /** @param details what became of it, for the log */
  constructor(details: string) {
    super('policy_unavailable', 503, 'This app cannot decide right now', 'retry', details);
  }
}

/**
 * 503: several MCP servers share a login page, and `loginRequestDetails` did not say which of them the
 * login request is for. Nothing was stored.
 */
export class DetailsUnavailableError extends FederationError {
  override readonly retryAfterSeconds = jitteredSeconds(undefined);

  constructor() {
    const details =
      'loginRequestDetails did not answer, and resourceId has no other way to choose the connection';
    super('scalekit_unavailable', 503, 'Scalekit cannot be reached right now', 'retry', details);
  }
}

/** 403: no connection of this app has the MCP server that the login request is for. Nothing was stored. */
export class ResourceNotConnectedError extends FederationError {
  /** Fit to be shown; empty where the login request is for no MCP server in particular. */
  readonly resource: string;

  constructor(resource: { readonly id: string; readonly name: string } | undefined) {
    const { id = '', name = '' } = resource ?? {};
    const known = id.slice(0, 64).replace(/[^\x21-\x7e]/g, '?');
    const named = resource === undefined ? 'no MCP server' : `the MCP server ${known}`;
    super(
      'resource_not_connected',
      403,
      'This app does not sign anybody in for that MCP server',
      'restart',
      `the login request is for ${named}; name it as the resourceId of one of the connections`,
    );
    this.resource = name === '' ? id : name;
  }
}
