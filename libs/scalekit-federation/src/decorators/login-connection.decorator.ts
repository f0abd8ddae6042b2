import { Reflector } from '@nestjs/core';

/**
 * Chooses, on the login route or its controller, the connection that login requests captured there
 * belong to. It is sealed with the login request, and every later step reads it there.
 */
export const LoginConnection = Reflector.createDecorator<string>({
  key: 'scalekit:login-connection',
});
