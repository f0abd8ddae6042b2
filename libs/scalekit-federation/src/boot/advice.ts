import type { ResolvedOptions } from '../options/resolved-options.js';

/** Options that lead to less than whoever writes them may think. */
export function adviceOn(
  options: Pick<ResolvedOptions, 'policy' | 'loginRequestDetails' | 'connections'>,
): string[] {
  const { policy, loginRequestDetails, connections } = options;
  if (loginRequestDetails !== undefined) return [];
  const fix = 'Set loginRequestDetails: (id) => scalekit.auth.getLoginRequestDetails(id).';
  const isByResource =
    connections.size > 1 && [...connections.values()].some(({ resourceId }) => resourceId);
  return [
    ...(policy === undefined
      ? []
      : [
          `policy is set without loginRequestDetails: it is told neither client nor scopes nor resource, and whoever is signed in already has to sign in again. ${fix}`,
        ]),
    ...(isByResource
      ? [
          `resourceId chooses no connection without loginRequestDetails: a login page without @LoginConnection(), for which connection() names none, answers 503. ${fix}`,
        ]
      : []),
  ];
}
