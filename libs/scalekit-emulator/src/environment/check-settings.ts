import type { EmulatorSettings } from '../settings.js';
import type { EmulatorStartSettings } from '../start-settings.js';
import { connectionId, resourceId, rsaPrivateKey, seedProblems } from './check-seed.js';
import {
  aBoolean,
  aRecord,
  httpUrl,
  isRecord,
  listOf,
  nonEmptyString,
  oneOf,
  problemsIn,
  scopeSet,
  wholeNumber,
  type Check,
} from './checks.js';
import { grpcCodes } from './grpc-code.js';
import { isLoopback } from './loopback.js';

const grpcCode = oneOf(Object.keys(grpcCodes));

const settingChecks: Record<keyof EmulatorSettings, Check> = {
  loginUrl: httpUrl,
  resource: httpUrl,
  resourceName: nonEmptyString,
  scopes: scopeSet,
  issuerMode: oneOf(['resource', 'environment']),
  clientIdMetadata: oneOf(['public', 'loopback', 'off']),
  consent: oneOf(['person', 'once', 'auto']),
  loginRequestTtlSeconds: (value) =>
    Number.isFinite(value) ? undefined : 'must be a number of seconds',
  accessTokenTtlSeconds: wholeNumber(1),
  backendTokenTtlSeconds: wholeNumber(1),
  secondPush: oneOf(['same-user', 'replace', 'refuse']),
  earlyCallback: oneOf(['keep', 'burn']),
  unknownLoginRequest: grpcCode,
  expiredLoginRequest: grpcCode,
  usedLoginRequest: grpcCode,
  loginFailedError: nonEmptyString,
  loginFailed: oneOf(['known', 'unknown']),
  callbackBinding: oneOf(['none', 'browser']),
  pushResponse: oneOf(['snake_case', 'camelCase', 'empty']),
  unknownFields: oneOf(['ignore', 'refuse']),
  loginUrlQuery: oneOf(['keep', 'drop']),
  tokenClaims: listOf(['roles', 'groups']),
  tokenErrorBody: oneOf(['oauth', 'gateway']),
};

const startSettingChecks: Record<keyof EmulatorStartSettings, Check> = {
  ...settingChecks,
  port: wholeNumber(0, 65_535),
  host: nonEmptyString,
  allowRemote: aBoolean,
  tls: (value) =>
    typeof value === 'boolean' || isRecord(value)
      ? undefined
      : 'must be true, or an object with certFile and keyFile',
  credentials: aRecord,
  // Looked at more closely by seedProblems.
  resources: anything,
  clients: anything,
  organizations: anything,
  faults: anything,
  signingKey: rsaPrivateKey,
};

const credentialChecks: Record<keyof NonNullable<EmulatorStartSettings['credentials']>, Check> = {
  clientId: nonEmptyString,
  clientSecret: nonEmptyString,
  connectionId,
  resourceId,
};

const tlsChecks: Record<string, Check> = { certFile: nonEmptyString, keyFile: nonEmptyString };

/**
 * Finds everything that is wrong with settings from outside: a seed file, or a caller without types.
 * @returns one line for each problem, with its path
 */
export function startSettingsProblems(settings: object): string[] {
  const problems = problemsIn(settings, startSettingChecks);
  if ('credentials' in settings && isRecord(settings.credentials)) {
    problems.push(...problemsIn(settings.credentials, credentialChecks, 'credentials.'));
  }
  if ('tls' in settings && isRecord(settings.tls)) {
    const { certFile, keyFile } = settings.tls;
    const files = { certFile: certFile ?? '', keyFile: keyFile ?? '', ...settings.tls };
    problems.push(...problemsIn(files, tlsChecks, 'tls.'));
  }
  return [...problems, ...seedProblems({ ...settings })];
}

/** The same for settings that come while it runs; host, port and credentials are fixed by then. */
export function settingsProblems(settings: object): string[] {
  return problemsIn(settings, settingChecks);
}

/** Why the emulator must not run here, if so. */
export function refusalToRun(
  { host = '127.0.0.1', allowRemote = false }: EmulatorStartSettings,
  nodeEnv: string | undefined,
): string | undefined {
  if (nodeEnv === 'production') {
    return 'the emulator signs anybody in as anybody, and does not run with NODE_ENV=production';
  }
  if (!allowRemote && !isLoopback(host)) {
    return `the emulator listens on loopback only, not on ${host}, unless allowRemote is set`;
  }
  return undefined;
}

function anything(): undefined {}
