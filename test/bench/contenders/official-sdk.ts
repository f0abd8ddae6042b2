import { ScalekitClient } from '@scalekit-sdk/node';
import { credentials, user } from '../server/credentials.js';
import type { CreateContender } from './contender.js';

const { clientId, clientSecret, connectionId } = credentials;

/** `@scalekit-sdk/node`: one client, reused, as Scalekit's documentation advises. */
export const officialSdk: CreateContender = (environmentUrl) => {
  const scalekit = new ScalekitClient(environmentUrl, clientId, clientSecret);
  return Promise.resolve({
    push: (loginRequestId) =>
      scalekit.auth.updateLoginUserDetails(connectionId, loginRequestId, user),
  });
};
