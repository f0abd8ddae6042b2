import { createPrivateKey } from 'node:crypto';
import type { ClientSettings, OrganizationSettings, ResourceSettings } from '../start-settings.js';
import { faultPlanProblems } from '../faults/check-fault.js';
import {
  httpUrl,
  isRecord,
  listOf,
  matching,
  nonEmptyString,
  problemsIn,
  scopeSet,
  uri,
  type Check,
} from './checks.js';

export const connectionId = matching(
  /^conn_[A-Za-z0-9_-]{1,27}$/,
  "must be 'conn_…', at most 32 characters",
);
export const resourceId = matching(/^res_[A-Za-z0-9_-]{1,60}$/, "must be 'res_…'");
const organizationId = matching(/^org_[A-Za-z0-9_-]{1,60}$/, "must be 'org_…'");

const resourceChecks: Record<keyof ResourceSettings, Check> = {
  id: resourceId,
  connectionId,
  name: nonEmptyString,
  url: httpUrl,
  loginUrl: httpUrl,
  scopes: scopeSet,
};

const clientChecks: Record<keyof ClientSettings, Check> = {
  clientId: nonEmptyString,
  clientSecret: nonEmptyString,
  name: nonEmptyString,
  redirectUris: (value) =>
    Array.isArray(value) && value.every((one) => uri(one) === undefined)
      ? undefined
      : 'must be an array of absolute URIs',
  grantTypes: listOf(['authorization_code', 'refresh_token', 'client_credentials']),
  resource: resourceId,
};

const organizationChecks: Record<keyof OrganizationSettings, Check> = {
  id: organizationId,
  externalId: nonEmptyString,
  name: nonEmptyString,
};

/** What is wrong with the lists of a seed: one line for each problem, with its path. */
export function seedProblems(seed: Record<string, unknown>): string[] {
  return [
    ...problemsInList('resources', seed['resources'], resourceChecks, []),
    ...repeated('resources', seed['resources'], 'id'),
    ...repeated('resources', seed['resources'], 'connectionId'),
    ...repeated('resources', seed['resources'], 'url'),
    ...(Array.isArray(seed['resources']) && seed['resources'].length === 0
      ? ['resources must name at least one MCP server']
      : []),
    ...(seed['resources'] === undefined ? [] : besideResources(seed)),
    ...problemsInList('clients', seed['clients'], clientChecks, ['clientId', 'redirectUris']),
    ...repeated('clients', seed['clients'], 'clientId'),
    ...unknownResources(seed),
    ...problemsInList('organizations', seed['organizations'], organizationChecks, ['externalId']),
    ...repeated('organizations', seed['organizations'], 'externalId'),
    ...faultPlanProblems(seed['faults']),
  ];
}

export function rsaPrivateKey(value: unknown): string | undefined {
  try {
    const key = createPrivateKey(String(value));
    if (key.asymmetricKeyType === 'rsa') return undefined;
  } catch {
    // answered below
  }
  return 'must be an RSA private key, PKCS #8 in PEM (openssl genpkey -algorithm RSA)';
}

function problemsInList(
  path: string,
  list: unknown,
  known: Record<string, Check>,
  required: string[],
): string[] {
  if (list === undefined) return [];
  if (!Array.isArray(list)) return [`${path} must be an array`];
  return list.flatMap((item: unknown, index) => {
    const at = `${path}[${index}]`;
    if (!isRecord(item)) return [`${at} must be an object`];
    const missing = required.filter((name) => item[name] === undefined);
    return [
      ...missing.map((name) => `${at}.${name} is missing`),
      ...problemsIn(item, known, `${at}.`),
    ];
  });
}

/** Two of one name would make it a matter of luck which is meant. */
function repeated(path: string, list: unknown, name: string): string[] {
  const values = recordsOf(list).map((item) => item[name]);
  return values.flatMap((value, index) =>
    value !== undefined && values.indexOf(value) < index
      ? [`${path}[${index}].${name} ${JSON.stringify(value)} is taken already`]
      : [],
  );
}

/** Settings of a single MCP server that came although `resources` declares them. */
export function besideResources(seed: Record<string, unknown>): string[] {
  const { credentials } = seed;
  const fixed = isRecord(credentials) ? credentials : {};
  return [
    ...['resource', 'resourceName'].filter((name) => seed[name] !== undefined),
    ...['connectionId', 'resourceId']
      .filter((name) => fixed[name] !== undefined)
      .map((name) => `credentials.${name}`),
  ].map((path) => `${path} is for a single MCP server; say it in resources`);
}

function unknownResources(seed: Record<string, unknown>): string[] {
  const resources = recordsOf(seed['resources']);
  const fixed = isRecord(seed['credentials']) ? [seed['credentials']['resourceId']] : [];
  const ids = new Set([...resources.map(({ id }) => id), ...fixed]);
  return recordsOf(seed['clients']).flatMap(({ resource }, index) =>
    resource === undefined || ids.has(resource)
      ? []
      : [`clients[${index}].resource names no MCP server of this seed`],
  );
}

function recordsOf(list: unknown): Record<string, unknown>[] {
  return Array.isArray(list) ? list.filter(isRecord) : [];
}
