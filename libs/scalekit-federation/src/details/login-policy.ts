import type { FederatedUser } from '../user/federated-user.js';
import type { LoginRequestClient, LoginRequestResource } from './login-request-details.js';

/** What a policy decides about. */
export interface PolicyLogin {
  /**
   * Who signed in, as the app knows them. On the continue page it is the current user; undefined where
   * nobody is in the app's session there, at the end of a SAML trip, and where `FederationService` is
   * called without it. `user.sub` is always there.
   */
  readonly principal: unknown;
  /** The same, as Scalekit would be told. */
  readonly user: FederatedUser;
  /** Undefined where `loginRequestDetails` did not answer. */
  readonly client: LoginRequestClient | undefined;
  /** All that the app asks for; undefined where `loginRequestDetails` did not answer. */
  readonly scopes: readonly string[] | undefined;
  /** Undefined where the request names none, or `loginRequestDetails` did not answer. */
  readonly resource: LoginRequestResource | undefined;
  /**
   * The person has signed in for this very login request: by a form of its page, or by a trip to an
   * identity provider that was told to ask them again, and says that it has.
   */
  readonly fresh: boolean;
  /** Name of the connection; `default` where only one is configured. */
  readonly connection: string;
}

/**
 * - `allow`: the person is handed off
 * - `reauthenticate`: the login form is shown although somebody is signed in
 * - `deny`: Scalekit hears that the login failed. The text is for the log; `message` is shown to the
 *   person and says whom to ask
 */
export type PolicyDecision =
  'allow' | 'reauthenticate' | { readonly deny: string; readonly message?: string };

/** An organization that somebody may connect an app for. */
export interface LoginOrganization {
  /** As Scalekit knows it: `organizationExternalId` of the federated user. */
  readonly externalId: string;
  /** Shown to the person, and on Scalekit's consent page; at most 200 characters. */
  readonly name: string;
}

/** The organizations that a person may connect an app for. */
export type LoginOrganizations = (
  user: FederatedUser,
  login: PolicyLogin,
) => readonly LoginOrganization[] | Promise<readonly LoginOrganization[]>;

export type LoginPolicy = (login: PolicyLogin) => PolicyDecision | Promise<PolicyDecision>;
