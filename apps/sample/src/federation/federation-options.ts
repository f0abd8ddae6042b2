import type { ScalekitFederationOptions } from 'nestjs-scalekit-federation';
import type { SampleConfig } from '../config/sample.config.js';
import { emulatorDetails } from './emulator-details.js';
import { toFederatedUser } from './to-federated-user.js';

/** What the module is told beside its own variables, `SCALEKIT_…`. */
export function federationOptions({
  environmentUrl,
  frontEnd,
  loginUrl,
}: SampleConfig): ScalekitFederationOptions {
  return {
    mapPrincipal: toFederatedUser,
    loginRequestDetails: emulatorDetails(environmentUrl),
    ...(loginUrl && { loginUrl }),
    ...(frontEnd && { frontEnds: frontEnd.origins, appUrl: frontEnd.appUrl }),
  };
}
