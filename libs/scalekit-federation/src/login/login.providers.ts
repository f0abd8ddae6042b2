import { LoginWarnings, MissingNotice, UnprovenLog } from './login-warnings.js';
import { ConnectedApps } from '../push/connected-apps.js';
import { ConnectionChoice } from '../login-request/connection-choice.js';
import { Confirmation } from './confirmation.js';
import { DetailsLookup } from '../login-request/details-lookup.js';
import { EarlyAnswers } from './early-answers.js';
import { ErrorAnswers } from './error-answers.js';
import { FederationService } from '../push/federation.service.js';
import { FederationUrls } from '../login-request/federation-urls.js';
import { HandOff } from './hand-off.js';
import { LoginClaims } from '../push/login-claims.js';
import { LoginAttempts } from './login-attempts.js';
import { LoginEnd } from './login-end.js';
import { LoginRequestCapture } from './login-request.capture.js';
import { LoginRequestCodec } from '../login-request/login-request.codec.js';
import { LoginRequestCookies } from '../login-request/login-request-cookies.js';
import { LoginRequestFactory } from '../login-request/login-request.factory.js';
import { LoginRequestRecorder } from '../login-request/login-request.recorder.js';
import { LoginServices } from './login-services.js';
import { OrganizationChoice } from '../push/organization-choice.js';
import { PolicyCheck } from '../push/policy-check.js';
import { Pushes } from '../push/pushes.js';
import { Relay } from './saml-relay.js';
import { SignInWatch } from './sign-in-watch.js';
import { SignedInStep } from './signed-in.step.js';
import { Tickets } from '../login-request/tickets.js';
import { WayBack } from './way-back.js';
import { WayToLoginPage } from './way-to-login-page.js';
import { WhatBecame } from './what-became.js';

export const loginProviders = [
  LoginWarnings,
  Confirmation,
  ConnectedApps,
  ConnectionChoice,
  DetailsLookup,
  EarlyAnswers,
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
