import { errors } from 'jose';

/** Says in a client's words why jose refused a token. Names claims, never their values. */
export function describeRefusal(error: errors.JOSEError): string {
  if (error instanceof errors.JWTExpired) return 'The token has expired';
  if (error instanceof errors.JWTClaimValidationFailed) {
    return `The claim ${error.claim} is missing or not accepted here`;
  }
  if (error instanceof errors.JOSEAlgNotAllowed) return 'The token must be signed with RS256';
  if (
    error instanceof errors.JWSSignatureVerificationFailed ||
    error instanceof errors.JWKSNoMatchingKey
  ) {
    return 'The token is not signed by the authorization server of this resource';
  }
  return 'The token is not a signed JWT';
}
