import { applyDecorators } from '@nestjs/common';
import { AfterHandler } from './after-handler.js';
import { AfterLoginMetadata, type AfterLoginOptions } from './after-login.metadata.js';

/**
 * Goes on the route that ends a login. When the login answers a login request of Scalekit, the
 * signed-in principal is handed off and the browser sent back; a plain login is untouched.
 *
 * @example
 * ```ts
 * @Post('login') @UseGuards(LocalAuthGuard) @AfterLogin()
 * login() {}
 * ```
 */
export function AfterLogin(options: AfterLoginOptions = {}): MethodDecorator {
  return applyDecorators(
    AfterHandler((flow, result) => flow.ending.signedIn(flow, options, result)),
    AfterLoginMetadata(options),
  );
}
