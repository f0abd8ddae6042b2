import type { BearerError } from './bearer-error.js';

/** What a refused client is told so that it can find its way to a token. */
export interface ChallengeHints {
  /** Where the protected resource metadata is (RFC 9728 section 5.1). */
  readonly resourceMetadataUrl: string;
  readonly requiredScope: string | undefined;
}

/** The value of `WWW-Authenticate` (RFC 6750 section 3). */
export function bearerChallenge(error: BearerError, hints: ChallengeHints): string {
  const parameters = {
    realm: 'OAuth',
    error: error.code,
    error_description: error.code && error.message,
    scope: error.scope ?? hints.requiredScope,
    resource_metadata: hints.resourceMetadataUrl,
  };
  return `Bearer ${Object.entries(parameters)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}="${value}"`)
    .join(', ')}`;
}
