import type { EmulatorCredentials } from '../credentials.js';

/** The lines of a `.env` for the app under development. */
export function toEnvLines(credentials: EmulatorCredentials): string[] {
  return [
    `SCALEKIT_ENVIRONMENT_URL=${credentials.environmentUrl}`,
    `SCALEKIT_CLIENT_ID=${credentials.clientId}`,
    `SCALEKIT_CLIENT_SECRET=${credentials.clientSecret}`,
    `SCALEKIT_CONNECTION_ID=${credentials.connectionId}`,
    `SCALEKIT_RESOURCE_URL=${credentials.resourceUrl}`,
    ...(credentials.certificateFile === undefined
      ? []
      : [`NODE_EXTRA_CA_CERTS=${credentials.certificateFile}`]),
  ];
}
