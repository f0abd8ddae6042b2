import { applyDecorators } from '@nestjs/common';
import { AfterLoginInterceptor } from './after-login.interceptor.js';
import { AfterLoginSettings, markLoginEnd, type AfterLoginOptions } from './login-marks.js';

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
    AfterLoginSettings(options),
    markLoginEnd('AfterLogin', AfterLoginInterceptor),
  );
}
