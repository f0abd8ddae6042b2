import { validateSync } from 'class-validator';
import type { ConfigurationProblem } from '../errors/federation-configuration.error.js';
import { isSampleSecret } from './option-checks.js';
import { rowsOf } from './option.decorator.js';

/**
 * Options that do not exist, such as misspelt ones.
 *
 * @param prefix of the connection's path, where several are configured
 */
export function unknownOptions(
  given: object,
  names: readonly string[],
  prefix = '',
): ConfigurationProblem[] {
  return Object.keys(given)
    .filter((key) => !names.includes(key))
    .map((key) => ({
      path: prefix + key,
      message: `is not an option. The options are ${names.join(', ')}`,
    }));
}

/** @param prefix of the connection's path, where several are configured */
export function problemsOf(options: object, prefix = ''): ConfigurationProblem[] {
  const errors = validateSync(options, { forbidUnknownValues: false });
  return errors.map(({ property, constraints }) => {
    const variable = rowsOf(options).get(property)?.variable;
    return {
      path: variable ? `${prefix}${property} (${variable})` : `${prefix}${property}`,
      message: Object.values(constraints ?? {}).join('. '),
    };
  });
}

/** What is no table of connections by their names. */
export function malformedConnections(connections: unknown): ConfigurationProblem[] {
  if (connections === undefined) return [];
  const fix = 'Write { name: { connectionId, … }, … }';
  if (!isTable(connections)) {
    return [{ path: 'connections', message: `must be an object. ${fix}` }];
  }
  if (Object.keys(connections).length === 0) {
    return [{ path: 'connections', message: `has no connection in it. ${fix}` }];
  }
  return Object.entries(connections)
    .filter(([, own]) => !isTable(own))
    .map(([name]) => ({ path: `connections.${name}`, message: `must be an object. ${fix}` }));
}

/** Those that are well formed, so that the others' problems are told beside theirs. */
export function tablesIn(connections: object): Record<string, object> {
  return Object.fromEntries(Object.entries(Object(connections) as object).filter(isNamedTable));
}

function isNamedTable(entry: [string, unknown]): entry is [string, object] {
  return isTable(entry[1]);
}

function isTable(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Two connections for one MCP server: nobody could say which of them a login request belongs to. */
export function sharedResources(
  connections: ReadonlyMap<string, { readonly resourceId?: string | undefined }>,
): ConfigurationProblem[] {
  const owners = new Map<string, string>();
  return [...connections].flatMap(([name, { resourceId }]) => {
    const owner = resourceId === undefined ? undefined : owners.get(resourceId);
    if (resourceId !== undefined) owners.set(resourceId, owner ?? name);
    if (owner === undefined) return [];
    const message = `is that of connections.${owner}, too. Each MCP server has one connection`;
    return [{ path: `connections.${name}.resourceId`, message }];
  });
}

/** For production: elsewhere a sample is as good as any. */
export function sampleSecrets(secrets: unknown): ConfigurationProblem[] {
  if (!Array.isArray(secrets) || !secrets.some(isSampleSecret)) return [];
  return [
    {
      path: 'cookieSecrets (SCALEKIT_COOKIE_SECRET)',
      message: 'is a sample, not a random secret. Draw one for production and keep it to yourself',
    },
  ];
}

/** Node would talk to anybody who says to be Scalekit. A dispatcher of the app's has a word of its own. */
export function uncheckedCertificates(
  { dispatcher }: { readonly dispatcher?: unknown },
  environment: Readonly<Record<string, string | undefined>>,
): ConfigurationProblem[] {
  if (dispatcher !== undefined || environment['NODE_TLS_REJECT_UNAUTHORIZED'] !== '0') return [];
  return [
    {
      path: 'NODE_TLS_REJECT_UNAUTHORIZED',
      message:
        'is 0, so nobody would check that it is Scalekit who gets the client secret. Leave it out; NODE_EXTRA_CA_CERTS names a certificate authority of your own',
    },
  ];
}

/** Browsers would leave for Scalekit where they should stay with this app. */
export function appUrlOfScalekit(
  appUrl: unknown,
  publicUrls: readonly unknown[],
): ConfigurationProblem[] {
  const origin = originOf(appUrl);
  if (origin === undefined || !publicUrls.some((url) => originOf(url) === origin)) return [];
  return [
    {
      path: 'appUrl (SCALEKIT_APP_URL)',
      message:
        "is Scalekit's address, not this app's. Write the address that browsers use for this backend",
    },
  ];
}

/** A front end has to be told where our pages are, as browsers reach them. */
export function frontEndsWithoutAppUrl(
  { frontEnds, appUrl }: { readonly frontEnds: unknown; readonly appUrl: unknown },
  publicUrls: readonly unknown[],
): ConfigurationProblem[] {
  if (!Array.isArray(frontEnds) || frontEnds.length === 0) return [];
  const path = 'frontEnds (SCALEKIT_FRONT_ENDS)';
  const problems: ConfigurationProblem[] = [];
  if (appUrl === undefined) {
    problems.push({
      path: 'appUrl (SCALEKIT_APP_URL)',
      message:
        'is missing, and front ends on other origins need it. Write the address that browsers use for this backend',
    });
  }
  if (frontEnds.some((origin) => publicUrls.some((url) => originOf(url) === originOf(origin)))) {
    problems.push({ path, message: "contains Scalekit's address. Name your own pages alone" });
  }
  return problems;
}

function originOf(url: unknown): string | undefined {
  return typeof url === 'string' && URL.canParse(url) ? new URL(url).origin : undefined;
}
