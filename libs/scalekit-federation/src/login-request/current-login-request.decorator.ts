import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { flowOf } from './login-flow.js';
import type { LoginRequest } from './login-request.js';

/** The login request that this route captured, or that the request names; undefined for a plain login. */
export const CurrentLoginRequest = createParamDecorator(
  (_data: unknown, context: ExecutionContext): LoginRequest | undefined =>
    context.getType() === 'http'
      ? flowOf(context.switchToHttp().getRequest())?.loginRequest
      : undefined,
);
