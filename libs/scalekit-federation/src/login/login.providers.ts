import { AuditLog } from './audit-log.js';
import { CaptureLog, MissingNotice } from './login-warnings.js';
import { Confirmation } from './confirmation.js';
import { ErrorAnswers } from './error-answers.js';
import { FederationService } from './federation.service.js';
import { FederationUrls } from './federation-urls.js';
import { HandOff } from './hand-off.js';
import { LoginAttempts } from './login-attempts.js';
import { LoginEnd } from './login-end.js';
import { LoginRequestCapture } from './login-request.capture.js';
import { LoginRequestCookies } from './login-request-cookies.js';
import { LoginRequestFactory } from './login-request.factory.js';
import { LoginServices } from './login-services.js';
import { Relay } from './saml-relay.js';

export const loginProviders = [
  AuditLog,
  CaptureLog,
  Confirmation,
  ErrorAnswers,
  FederationService,
  FederationUrls,
  HandOff,
  LoginAttempts,
  LoginEnd,
  LoginRequestCapture,
  LoginRequestCookies,
  LoginRequestFactory,
  LoginServices,
  MissingNotice,
  Relay,
];
