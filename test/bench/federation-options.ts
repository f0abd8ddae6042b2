import { randomBytes } from 'node:crypto';
import type { ScalekitFederationOptions } from 'nestjs-scalekit-federation';
import { credentials } from './server/credentials.js';

export function federationOptions(environmentUrl: string): ScalekitFederationOptions {
  return {
    environmentUrl,
    ...credentials,
    cookieSecrets: [randomBytes(32).toString('base64url')],
  };
}
