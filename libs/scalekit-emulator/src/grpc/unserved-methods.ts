import { ApiError } from '../environment/api-error.js';

/** What to use in place of methods whose messages nobody outside Scalekit can read. */
const substitutes: Readonly<Record<string, string>> = {
  'scalekit.v1.auth.AuthService/GetLoginRequestDetails':
    'use emulator.loginRequestDetails(id) or GET /emulator/login-requests/{id}',
};

/** @param name such as `scalekit.v1.users.UserService/ListUsers` */
export function notServed(name: string): ApiError {
  const instead = substitutes[name] ?? 'its SUPPORTED.md lists the methods that are';
  return new ApiError('UNIMPLEMENTED', `${name} is not served by this emulator; ${instead}`);
}
