import { areCookiesSecure } from './secure-cookies.js';
import { FederationConfigurationError } from '../errors/federation-configuration.error.js';
import type { ReplacedTexts } from '../pages/texts.js';
import { ConnectionOptions } from './connection-options.js';
import { FederationOptions, type ScalekitFederationOptions } from './federation-options.js';
import {
  appUrlOfScalekit,
  frontEndsWithoutAppUrl,
  malformedConnections,
  tablesIn,
  problemsOf,
  sampleSecrets,
  sharedResources,
  uncheckedCertificates,
  unknownOptions,
} from './option-problems.js';
import { overlay, readVariables, type ReadVariable } from './option-values.js';
import { rowsOf } from './option.decorator.js';
import { defaultConnection, type Connection, type ResolvedOptions } from './resolved-options.js';

/**
 * Options first, then the environment, then defaults.
 *
 * @throws FederationConfigurationError that lists every problem with its path and its fix
 */
export function resolveOptions(
  given: ScalekitFederationOptions,
  read: ReadVariable,
): ResolvedOptions {
  // ConfigService may be told to keep out of process.env; production is production all the same.
  const modes = [read('NODE_ENV'), process.env['NODE_ENV']].filter((mode) => mode !== undefined);
  const production = modes.includes('production');
  const options = overlay(readVariables(FederationOptions, read), given);
  const shared = overlay(readVariables(ConnectionOptions, read), given);
  const named = given.connections === undefined ? undefined : tablesIn(given.connections);
  const connections = connectionsOf(shared, named);

  const names = [...rowsOf(shared).keys(), ...rowsOf(options).keys()];
  const publicUrls = [...connections.values()].map(publicUrlOf);
  const problems = [
    ...unknownOptions(given, names),
    ...malformedConnections(given.connections),
    ...Object.entries(named ?? {}).flatMap(([name, own]) =>
      unknownOptions(own, [...rowsOf(shared).keys()], `connections.${name}.`),
    ),
    ...problemsOf(options),
    ...(production ? sampleSecrets(options.cookieSecrets) : []),
    ...(production ? uncheckedCertificates(options, process.env) : []),
    ...[...connections].flatMap(([name, own]) =>
      problemsOf(own, named ? `connections.${name}.` : ''),
    ),
    ...(named ? sharedResources(connections) : []),
    ...appUrlOfScalekit(options.appUrl, publicUrls),
    ...frontEndsWithoutAppUrl(options, publicUrls),
  ];
  if (problems.length > 0) throw new FederationConfigurationError(problems);

  const { connection, cookieSecrets, currentUser, texts, ...passedOn } = options;
  const appUrl = options.appUrl?.replace(/\/+$/, '');
  return Object.freeze({
    ...passedOn,
    connections: new Map([...connections].map(([name, own]) => [name, complete(name, own)])),
    connectionOf: connection as (request: unknown) => string | undefined,
    cookieSecrets: () => cookieSecrets,
    appUrl,
    secureCookies: areCookiesSecure(appUrl, modes),
    currentUser: currentUser as (request: unknown) => unknown,
    texts: textsOf(texts),
    production,
  });
}

/** What a named connection leaves out is shared, but for its ids: two with the same one are a mistake. */
function connectionsOf(
  shared: ConnectionOptions,
  named: ScalekitFederationOptions['connections'],
): Map<string, ConnectionOptions> {
  if (named === undefined) return new Map([[defaultConnection, shared]]);
  const { connectionId: _default, resourceId: _server, ...others } = shared;
  return new Map(
    Object.entries(named).map(([name, own]) => [
      name,
      overlay(overlay(new ConnectionOptions(), others), own),
    ]),
  );
}

function publicUrlOf({ publicUrl, environmentUrl }: ConnectionOptions): string {
  return publicUrl ?? environmentUrl;
}

function textsOf(texts: FederationOptions['texts']): (request: unknown) => ReplacedTexts {
  return typeof texts === 'function' ? (texts as (request: unknown) => ReplacedTexts) : () => texts;
}

function complete(name: string, options: ConnectionOptions): Connection {
  const { clientSecret, ...passedOn } = options;
  return Object.freeze({
    ...passedOn,
    name,
    environmentUrl: new URL(options.environmentUrl).origin,
    publicUrl: new URL(publicUrlOf(options)).origin,
    clientSecret: () => clientSecret,
  });
}
