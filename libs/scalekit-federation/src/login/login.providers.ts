import { CaptureLog, MissingNotice, UnprovenLog } from './login-warnings.js';
import { ConnectedApps } from './connected-apps.js';
import { ConnectionChoice } from './connection-choice.js';
import { Confirmation } from './confirmation.js';
import { DetailsLookup } from './details-lookup.js';
import { ErrorAnswers } from './error-answers.js';
import { FederationService } from './federation.service.js';
import { FederationUrls } from './federation-urls.js';
import { HandOff } from './hand-off.js';
import { LoginClaims } from './login-claims.js';
import { LoginAttempts } from './login-attempts.js';
import { LoginEnd } from './login-end.js';
import { LoginRequestCapture } from './login-request.capture.js';
import { LoginRequestCodec } from './login-request.codec.js';
import { LoginRequestCookies } from './login-request-cookies.js';
import { LoginRequestFactory } from './login-request.factory.js';
import { LoginRequestRecorder } from './login-request.recorder.js';
import { LoginServices } from './login-services.js';
import { OrganizationChoice } from './organization-choice.js';
import { PolicyCheck } from './policy-check.js';
import { Pushes } from './pushes.js';
import { Relay } from './saml-relay.js';
import { SignInWatch } from './sign-in-watch.js';
import { SignedInStep } from './signed-in.step.js';
import { Tickets } from './tickets.js';
import { WayBack } from './way-back.js';
import { WayToLoginPage } from './way-to-login-page.js';
import { WhatBecame } from './what-became.js';

export const loginProviders = [
  CaptureLog,
  Confirmation,
  ConnectedApps,
  ConnectionChoice,
  DetailsLookup,
  ErrorAnswers,
  FederationService,
  FederationUrls,
  HandOff,
  LoginAttempts,
  LoginClaims,
  LoginEnd,
  LoginRequestCapture,
  LoginRequestCodec,
  LoginRequestCookies,
  LoginRequestFactory,
  LoginRequestRecorder,
  LoginServices,
  MissingNotice,
  OrganizationChoice,
  PolicyCheck,
  Pushes,
  Relay,
  SignedInStep,
  SignInWatch,
  Tickets,
  UnprovenLog,
  WayBack,
  WayToLoginPage,
  WhatBecame,
];
