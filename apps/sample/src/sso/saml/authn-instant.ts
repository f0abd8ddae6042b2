import type { Profile } from '@node-saml/passport-saml';
import { z } from 'zod';

/** As node-saml reads XML: elements are lists, and attributes stand under `$`. */
const assertionSchema = z.object({
  Assertion: z.object({
    AuthnStatement: z.tuple([z.object({ $: z.object({ AuthnInstant: z.string() }) })]),
  }),
});

/**
 * When the identity provider saw the person sign in (SAML 2.0 core 2.7.2), by the assertion whose
 * signature was checked.
 */
export function authnInstantOf(profile: Profile): string | undefined {
  const read = assertionSchema.safeParse(profile.getAssertion?.());
  return read.data?.Assertion.AuthnStatement[0].$.AuthnInstant;
}
