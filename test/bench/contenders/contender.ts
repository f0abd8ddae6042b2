import { credentials } from '../server/credentials.js';

/** One way of telling Scalekit who signed in. */
export interface Contender {
  /** @throws when the push was not accepted */
  push(loginRequestId: string): Promise<unknown>;
}

/** Builds a cold one: nothing fetched, no connection open. */
export type CreateContender = (environmentUrl: string) => Promise<Contender>;

export function tokenUrl(environmentUrl: string): string {
  return `${environmentUrl}/oauth/token`;
}

export const tokenRequestBody = new URLSearchParams({
  grant_type: 'client_credentials',
  client_id: credentials.clientId,
  client_secret: credentials.clientSecret,
}).toString();

export function userUrl(environmentUrl: string, loginRequestId: string): string {
  return `${environmentUrl}/api/v1/connections/${credentials.connectionId}/auth-requests/${loginRequestId}/user`;
}
