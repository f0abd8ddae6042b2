import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { httpContextOf } from '../http/http-context.js';
import { attemptOf } from '../login/login-attempt.js';
import type { LoginRequest } from '../login-request/login-request.js';

/** The login request that this route captured, or that the request names; undefined for a plain login. */
export const CurrentLoginRequest = createParamDecorator(
  (_data: unknown, context: ExecutionContext): LoginRequest | undefined =>
    attemptOf(httpContextOf(context)?.request)?.loginRequest,
);
