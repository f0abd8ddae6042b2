import type { LoginRequest } from 'nestjs-scalekit-federation';
import type { SampleConfig } from '../config/sample.config.js';

type Elevated = Pick<SampleConfig, 'elevatedScopes'>;

/** Whether an AI app asks for what only a sign-in made for it gives. What nobody knows may be that as well. */
export function isElevated(
  scopes: readonly string[] | undefined,
  { elevatedScopes }: Elevated,
): boolean {
  return scopes?.some((scope) => elevatedScopes.includes(scope)) ?? true;
}

/** Whether an identity provider has to ask the person again, whatever session it has. */
export function signsInAnew(loginRequest: LoginRequest | undefined, elevated: Elevated): boolean {
  if (loginRequest === undefined) return false;
  // The second is what the policy will ask for: sent at once, it spares a second trip.
  return loginRequest.reauthenticate || isElevated(loginRequest.scopes, elevated);
}
