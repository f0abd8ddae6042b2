export { ScalekitFederationModule } from './federation.module.js';
export { FederationService, type CompletedLogin } from './push/federation.service.js';
export { FederationEvents, type FederationListener } from './events/federation-events.js';
export type { FederationEvent, FederationEventName } from './events/federation-event.js';
export type { HandOffBasis } from './push/signed-in-by.js';
export type { ConnectedApp } from './scalekit/consents.js';

export { LoginRequestGuard } from './decorators/login-request.guard.js';
export { LoginRequest } from './login-request/login-request.js';
export type {
  AskForDetails,
  LoginRequestClient,
  LoginRequestResource,
} from './details/login-request-details.js';
export type {
  LoginOrganization,
  LoginOrganizations,
  LoginPolicy,
  PolicyDecision,
  PolicyLogin,
} from './details/login-policy.js';
export type { LoginRequestLike } from './push/login-request-parts.js';
export type { LoginRequestParameters } from './login-request/parse-login-request.js';
export { CurrentLoginRequest } from './decorators/current-login-request.decorator.js';
export { LoginConnection } from './decorators/login-connection.decorator.js';
export { AfterLogin } from './decorators/after-login.decorator.js';
export type { AfterLoginOptions } from './decorators/login-marks.js';
export { RejectLogin } from './decorators/reject-login.decorator.js';

export { scalekitConfig } from './options/scalekit.config.js';
export type {
  MapPrincipal,
  PrincipalContext,
  ScalekitConnectionOptions,
} from './options/connection-options.js';
export type { ScalekitFederationOptions } from './options/federation-options.js';
export type { FederatedUser, FederatedUserInput } from './user/federated-user.js';
export type { PageParts, PageTemplate } from './pages/page-template.js';
export type { AskingTexts, FederationTexts, ReplacedTexts, Wording } from './pages/texts.js';
export type { Claim, ClaimAnswer, ClaimStore } from './claims/claim-store.js';
export { SCALEKIT_HTTP_SERVICE } from './scalekit/scalekit-http.js';
export type { HandOffError } from './http/script-answer.js';
export type { PushResult } from './scalekit/push-result.js';

export {
  FederationConfigurationError,
  type ConfigurationProblem,
} from './errors/federation-configuration.error.js';
export {
  ClaimsUnavailableError,
  CsrfFailedError,
  DetailsUnavailableError,
  EmailNotVerifiedError,
  FederationError,
  FederationInternalError,
  LoginDeniedError,
  LoginNeededError,
  LoginRequestExpiredError,
  LoginRequestInvalidError,
  LoginRequestTakenError,
  PolicyUnavailableError,
  PrincipalInvalidError,
  ResourceNotConnectedError,
  ScalekitRejectedError,
  ScalekitUnavailableError,
  TooManyRejectionsError,
  type FederationErrorCode,
} from './errors/federation-errors.js';
