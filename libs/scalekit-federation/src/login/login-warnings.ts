import { Injectable, Logger } from '@nestjs/common';
import type { LoginAttempt } from './login-attempt.js';
import { LoginRequest } from './login-request.js';

/** Tells the developer, once for each route and reason, why a login request was not set aside. */
@Injectable()
export class CaptureLog {
  private readonly logger = new Logger('ScalekitFederation');
  private readonly told = new Set<string>();

  /**
   * @param route `Controller.method`
   * @param reason a clause about the request; it holds nothing that the request said
   */
  notCaptured(route: string, reason: string): void {
    const line = `${route} got a login request and did not capture it: ${reason}.`;
    if (this.told.has(line)) return;
    this.told.add(line);
    this.logger.warn(line);
  }

  /** Once all guards of a route have run. */
  withoutGuard({ exchange, isLoginPage, named, route }: LoginAttempt): void {
    if (isLoginPage || named !== undefined || !exchange.query.has('login_request_id')) return;
    this.notCaptured(route, 'it has no LoginRequestGuard, as the Login Endpoint URL must');
  }
}

/** Warns, once per route, of a login page that does not show what signing in there leads to. */
@Injectable()
export class MissingNotice {
  private readonly logger = new Logger('ScalekitFederation');
  private readonly warned = new Set<string>();

  warnUnlessShown({ exchange, route }: LoginAttempt, request: LoginRequest): void {
    if (exchange.request.method !== 'GET' || this.warned.has(route)) return;
    exchange.onceAnswered((status) => {
      // A page that redirects to an identity provider at once shows nothing; the continue page asks.
      if (status >= 300 && status < 400) return;
      if (LoginRequest.noticeWasRead(request) || this.warned.has(route)) return;
      this.warned.add(route);
      this.logger.warn(
        `${route} answered while a login request was pending, and showed no notice. People who follow a stranger's link would not know what signing in does. Put request.formFields (or request.notice and a hidden field scalekit_txn) of @CurrentLoginRequest() into the login form.`,
      );
    });
  }
}
