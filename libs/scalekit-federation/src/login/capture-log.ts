import { Injectable, Logger } from '@nestjs/common';
import type { LoginAttempt } from './login-attempt.js';

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
