import {
  FederationConfigurationError,
  type ConfigurationProblem,
} from '../errors/federation-configuration.error.js';
import { defaultTemplate } from '../pages/page-template.js';
import type { ReplacedTexts } from '../pages/texts.js';
import { mapPrincipal } from '../user/map-principal.js';
import type { ScalekitFederationOptions } from './federation-options.js';
import { connectionKeys, moduleKeys, overlay } from './option-keys.js';
import { problemsOf, sampleSecrets, unknownOptions } from './option-problems.js';
import { defaultConnection, type Connection, type ResolvedOptions } from './resolved-options.js';
import { ConnectionSettings, ModuleSettings, readSettings, type ReadVariable } from './settings.js';

/**
 * Options first, then the environment, then defaults.
 *
 * @throws FederationConfigurationError that lists every problem with its path and its fix
 */
export function resolveOptions(
  options: ScalekitFederationOptions,
  read: ReadVariable,
): ResolvedOptions {
  // ConfigService may be told to keep out of process.env; production is production all the same.
  const modes = [read('NODE_ENV'), process.env['NODE_ENV']].filter((mode) => mode !== undefined);
  const production = modes.includes('production');
  const problems = unknownOptions(options);

  const settings = overlay(readSettings(ModuleSettings, read), options, moduleKeys);
  problems.push(...problemsOf(settings, ''));
  const secrets = Array.isArray(settings.cookieSecrets) ? settings.cookieSecrets : [];
  if (production) problems.push(...sampleSecrets(secrets));

  const shared = overlay(readSettings(ConnectionSettings, read), options, connectionKeys);
  const named = Object.entries(options.connections ?? { [defaultConnection]: {} });
  const connections = new Map<string, Connection>();
  for (const [name, own] of named) {
    const settings = Object.assign(new ConnectionSettings(), shared);
    if (options.connections) settings.connectionId = undefined;
    const connection = overlay(settings, own, connectionKeys);
    problems.push(...problemsOf(connection, options.connections ? `connections.${name}.` : ''));
    connections.set(name, complete(name, connection));
  }

  const appUrl = settings.appUrl?.replace(/\/+$/, '');
  for (const { publicUrl } of connections.values()) {
    if (appUrl !== undefined && publicUrl !== '' && originOf(appUrl) === publicUrl) {
      problems.push(appUrlIsScalekits);
      break;
    }
  }

  if (problems.length > 0) throw new FederationConfigurationError(problems);
  const { currentUser, connection } = settings;
  return Object.freeze({
    connections,
    connectionOf:
      (connection as ((request: unknown) => string | undefined) | undefined) ?? (() => undefined),
    cookieSecrets: () => secrets,
    appUrl,
    secureCookies: areCookiesSecure(appUrl, modes),
    basePath: settings.basePath ?? '/scalekit',
    loginUrl: settings.loginUrl,
    confirm: settings.confirm ?? 'unproven',
    currentUser: (currentUser as ((request: unknown) => unknown) | undefined) ?? requestUser,
    requireVerifiedEmail: settings.requireVerifiedEmail ?? false,
    texts: textsOf(settings.texts),
    template: settings.template ?? defaultTemplate,
    dispatcher: settings.dispatcher,
    adapter: settings.adapter ?? 'undici',
    production,
  });
}

const appUrlIsScalekits: ConfigurationProblem = {
  path: 'appUrl (SCALEKIT_APP_URL)',
  message:
    "is Scalekit's address, not this app's. Write the address that browsers use for this backend",
};

/** Configuration decides, never a header: a proxy that writes `Host: localhost` would make them plain. */
function areCookiesSecure(appUrl: string | undefined, modes: readonly unknown[]): boolean {
  if (appUrl !== undefined) return new URL(appUrl).protocol === 'https:';
  const isDevelopment = modes.every((mode) => mode === 'development' || mode === 'test');
  return modes.length === 0 || !isDevelopment;
}

function textsOf(texts: ModuleSettings['texts']): (request: unknown) => ReplacedTexts {
  if (typeof texts === 'function') return texts as (request: unknown) => ReplacedTexts;
  return () => texts ?? {};
}

/** The default of `currentUser`. */
export function requestUser(request: unknown): unknown {
  return (request as { user?: unknown }).user;
}

function complete(name: string, settings: ConnectionSettings): Connection {
  const environmentUrl = originOf(settings.environmentUrl);
  const secret = settings.clientSecret ?? '';
  return Object.freeze({
    name,
    environmentUrl,
    publicUrl: settings.publicUrl ? originOf(settings.publicUrl) : environmentUrl,
    clientId: settings.clientId ?? '',
    clientSecret: () => secret,
    connectionId: settings.connectionId ?? '',
    mapPrincipal: settings.mapPrincipal ?? mapPrincipal,
  });
}

function originOf(url: unknown): string {
  return typeof url === 'string' && URL.canParse(url) ? new URL(url).origin : '';
}
