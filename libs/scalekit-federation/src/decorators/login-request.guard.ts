import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { TakesPart } from '../login/guard-part.js';
import { LoginServices } from '../login/login-services.js';
import { LoginConnection } from './login-connection.decorator.js';

/**
 * Goes on the app's login page. It captures a login request when Scalekit brings one, keeps the one
 * that the page goes on with, and is not there for anybody else.
 */
@Injectable()
@TakesPart('login page')
export class LoginRequestGuard implements CanActivate {
  constructor(
    protected readonly login: LoginServices,
    protected readonly reflector: Reflector,
  ) {}

  /**
   * A visitor who is signed in, or comes when it is over, is answered here.
   *
   * @throws LoginRequestInvalidError, LoginRequestExpiredError; LoginRequestTakenError for a script that
   *   comes when it is over
   */
  async canActivate(context: ExecutionContext): Promise<boolean> {
    const attempt = this.login.attempts.begin(context);
    if (attempt === undefined) return true;
    const loginRequest = await this.login.capture.find(attempt, this.connectionOf(context));
    if (loginRequest === undefined) return true;
    const isSignedIn = await this.login.capture.isForSomebodySignedIn(attempt, loginRequest);
    const over = this.login.whatBecame.onLoginPage(attempt, loginRequest, { isSignedIn });
    if (over !== undefined) return this.login.early.send(attempt, over);
    if (isSignedIn) {
      const location = loginRequest.continueUrl;
      return this.login.early.send(attempt, { kind: 'redirect', location });
    }
    this.login.missingNotice.warnUnlessShown(attempt, loginRequest);
    return true;
  }

  /** The name of the connection that the route chooses, if it does. */
  protected connectionOf(context: ExecutionContext): string | undefined {
    const targets = [context.getHandler(), context.getClass()];
    return this.reflector.getAllAndOverride(LoginConnection, targets);
  }
}
