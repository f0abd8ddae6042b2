export { ScalekitEmulator } from './scalekit-emulator.js';
export type {
  AccessTokenClaims,
  BeginLoginOptions,
  BegunLogin,
  FinishedLogin,
} from './begin-login/begun-login.js';
export type { BrowserPage, JsonAnswer } from './begin-login/browser-page.js';
export type { LoginBrowser } from './begin-login/login-browser.js';
export { LoginStoppedError, type LoginStep } from './begin-login/login-stopped.error.js';
export type { FormChoice, FormValues } from './browser/fill-in.js';
export type { EmulatorCredentials } from './credentials.js';
export type { LoginRequestDetails } from './login-request/login-request-details.js';
export type { EmulatedMcpServer } from './mcp-servers.js';
export type { EmulatorSettings } from './settings.js';
export type {
  ClientSettings,
  EmulatorStartSettings,
  OrganizationSettings,
  ResourceSettings,
} from './start-settings.js';
export type { GrpcCode } from './environment/grpc-code.js';
export type { Fault } from './faults/fault.js';
export type { JournalEntry, RequestStep, Step } from './journal/journal-entry.js';
export { loginChecks } from './checks/login-checks.js';
export type {
  LoginCheck,
  LoginCheckAccount,
  LoginCheckOptions,
  LoginScript,
  LoginScriptVisit,
} from './checks/login-check.js';
export { LoginCheckFailedError, LoginCheckSkippedError } from './checks/login-check.errors.js';
