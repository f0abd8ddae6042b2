import type { ScalekitFederationOptions } from 'nestjs-scalekit-federation';
import type { SampleConfig } from '../config/sample.config.js';
import type { UsersService } from '../users/users.service.js';
import type { Claims } from './claims.js';
import { connectionPolicy } from './connection.policy.js';
import { emulatorDetails } from './emulator-details.js';
import { pageTemplate } from './page-template.js';
import { toFederatedUser } from './to-federated-user.js';

/** What the module is told beside its own variables, `SCALEKIT_…`. */
export function federationOptions(
  config: SampleConfig,
  users: UsersService,
  { store }: Claims,
): ScalekitFederationOptions {
  const { emulatorUrl, frontEnd, loginUrl } = config;
  return {
    mapPrincipal: toFederatedUser,
    loginRequestDetails: emulatorDetails(emulatorUrl),
    policy: connectionPolicy(config, users),
    template: pageTemplate,
    ...(store && { store }),
    ...(loginUrl && { loginUrl }),
    ...(frontEnd && { frontEnds: frontEnd.origins, appUrl: frontEnd.appUrl }),
  };
}
