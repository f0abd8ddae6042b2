import { ApiError } from '../environment/api-error.js';
import type { Environment } from '../environment/environment.js';
import type { FederatedUser } from './federated-user.js';
import { isExpired, type LoginRequest, type LoginRequests } from './login-request.js';
import { validateUser } from './parse-user.js';

/**
 * Attaches a user to a login request: Scalekit's UpdateLoginUserDetails.
 * @throws {ApiError}
 */
export function pushUser(
  environment: Environment,
  requests: LoginRequests,
  connectionId: string,
  loginRequestId: string,
  user: FederatedUser,
): LoginRequest {
  validateUser(user);
  checkConnection(environment, connectionId);
  const request = requests.findById(loginRequestId);
  checkLoginRequest(environment, request, connectionId);
  checkSecondPush(environment, request, user);
  if (!request.user || environment.settings.secondPush === 'replace') request.user = user;
  return request;
}

function checkConnection(environment: Environment, connectionId: string): void {
  if (connectionId.length > 32) {
    throw new ApiError('INVALID_ARGUMENT', 'Validation error', [
      {
        field: 'connection_id',
        description: 'value length must be at most 32 characters',
        constraint: 'string.max_len',
      },
    ]);
  }
  if (!environment.resourceByConnection(connectionId)) {
    const hint = connectionId.startsWith('res_')
      ? ': this is the id of a resource, a connection id starts with conn_'
      : '';
    throw new ApiError('NOT_FOUND', `connection not found${hint}`);
  }
}

function checkLoginRequest(
  { settings }: Environment,
  request: LoginRequest | undefined,
  connectionId: string,
): asserts request is LoginRequest {
  if (!request || request.connectionId !== connectionId) {
    throw new ApiError(settings.unknownLoginRequest, 'login request not found');
  }
  if (isExpired(request)) {
    throw new ApiError(settings.expiredLoginRequest, 'login request expired');
  }
  if (request.spent) {
    throw new ApiError(settings.usedLoginRequest, 'login request already used');
  }
}

function checkSecondPush(
  { settings }: Environment,
  { user: first }: LoginRequest,
  second: FederatedUser,
): void {
  if (!first || settings.secondPush === 'replace') return;
  const same = first.sub === second.sub && !first.login_failed === !second.login_failed;
  if (settings.secondPush === 'refuse' || !same) {
    throw new ApiError('ALREADY_EXISTS', 'login request already has a user');
  }
}
