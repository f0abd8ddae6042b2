export { ScalekitFederationModule } from './federation.module.js';
export { FederationService, type CompletedLogin } from './federation.service.js';

export { LoginRequestGuard } from './login-request/login-request.guard.js';
export { LoginRequest } from './login-request/login-request.js';
export type { LoginRequestLike } from './login-request/login-request-parts.js';
export type { LoginRequestParameters } from './login-request/parse-login-request.js';
export { CurrentLoginRequest } from './login-request/current-login-request.decorator.js';
export { LoginConnection } from './login-request/login-connection.decorator.js';
export { AfterLogin } from './hand-off/after-login.decorator.js';
export type { AfterLoginOptions } from './hand-off/after-login.metadata.js';
export { RejectLogin } from './hand-off/reject-login.decorator.js';

export { scalekitConfig } from './options/scalekit.config.js';
export type {
  MapPrincipal,
  PrincipalContext,
  ScalekitConnectionOptions,
  ScalekitFederationOptions,
} from './options/federation-options.js';
export type { FederatedUser, FederatedUserInput } from './principal/federated-user.js';
export type { PageParts, PageTemplate } from './pages/page-template.js';
export type { FederationTexts, ReplacedTexts, Wording } from './pages/texts.js';
export { SCALEKIT_HTTP_SERVICE } from './scalekit/scalekit-http.js';
export type { PushResult } from './scalekit/push-result.js';

export {
  FederationConfigurationError,
  type ConfigurationProblem,
} from './errors/federation-configuration.error.js';
export {
  CsrfFailedError,
  EmailNotVerifiedError,
  FederationError,
  FederationInternalError,
  LoginRequestExpiredError,
  LoginRequestInvalidError,
  LoginRequestTakenError,
  PrincipalInvalidError,
  ScalekitRejectedError,
  ScalekitUnavailableError,
  TooManyRejectionsError,
  type FederationErrorCode,
} from './errors/federation-errors.js';
