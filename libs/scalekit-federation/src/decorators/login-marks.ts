import { applyDecorators, UseGuards, UseInterceptors, type Type } from '@nestjs/common';
import type { ExecutionContext, NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { markRoute } from '../nest/route-marks.js';
import { BeginAttemptGuard, EndOfGuardsGuard } from './attempt.guards.js';

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
  /**
   * Which logins of this route are confirmed on the continue page. `always` is for somebody who is
   * signed in already, by a token: the user of the route's guard is asked there, and is never taken for
   * somebody who has just signed in (`fresh` of a `policy`).
   *
   * @default the module's option `confirm`
   */
  readonly confirm?: 'unproven' | 'always';
}

export const AfterLoginSettings = Reflector.createDecorator<AfterLoginOptions>({
  key: 'scalekit:after-login',
});

/** What both decorators put on a route. Before Nest builds it, the boot brings them into their order. */
export function markLoginEnd(name: string, interceptor: Type<NestInterceptor>): MethodDecorator {
  return applyDecorators(
    markRoute(name),
    UseGuards(BeginAttemptGuard, EndOfGuardsGuard),
    UseInterceptors(interceptor),
  );
}
