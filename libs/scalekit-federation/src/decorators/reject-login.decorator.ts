import { markLoginEnd } from './login-marks.js';
import { RejectLoginInterceptor } from './reject-login.interceptor.js';

/**
 * Goes on a POST route that gives a login up, such as Cancel. It tells Scalekit that the login
 * failed, so that the AI app hears of it, and sends the browser back. Without a login request in the
 * body the handler's own answer stays.
 */
export function RejectLogin(): MethodDecorator {
  return markLoginEnd('RejectLogin', RejectLoginInterceptor);
}
