import { AuditLog } from './audit-log.js';
import { CaptureLog, MissingNotice, UnprovenLog } from './login-warnings.js';
import { Confirmation } from './confirmation.js';
import { ErrorAnswers } from './error-answers.js';
import { FederationService } from './federation.service.js';
import { FederationUrls } from './federation-urls.js';
import { HandOff } from './hand-off.js';
import { LoginAttempts } from './login-attempts.js';
import { LoginEnd } from './login-end.js';
import { LoginRequestCapture } from './login-request.capture.js';
import { LoginRequestCodec } from './login-request.codec.js';
import { LoginRequestCookies } from './login-request-cookies.js';
import { LoginRequestFactory } from './login-request.factory.js';
import { LoginServices } from './login-services.js';
import { Relay } from './saml-relay.js';
import { Tickets } from './tickets.js';

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
  LoginRequestCodec,
  LoginRequestCookies,
  LoginRequestFactory,
  LoginServices,
  MissingNotice,
  Relay,
  Tickets,
  UnprovenLog,
];
