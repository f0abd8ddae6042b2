import type { ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';

/** Options of `@AfterLogin()`. */
export interface AfterLoginOptions {
  /**
   * Names who signed in, from the request and what the handler returned; null or undefined for nobody
   * (a wrong password that is answered with the form again). Only somebody whom this very request
   * authenticated may be named.
   *
   * @default `request.user` as this request's guards or its handler set it
   */
  readonly principal?: (context: ExecutionContext, result: unknown) => unknown;
}

export const AfterLoginMetadata = Reflector.createDecorator<AfterLoginOptions>({
  key: 'scalekit:after-login',
});
