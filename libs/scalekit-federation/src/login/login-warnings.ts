import { Injectable } from '@nestjs/common';
import { EventRecorder } from '../events/event-recorder.js';
import type { FederationEvent } from '../events/federation-event.js';
import { LogEntry } from '../events/log-entry.js';
import type { HttpExchange } from '../http/http-exchange.js';
import type { LoginAttempt } from './login-attempt.js';
import { LoginRequest } from '../login-request/login-request.js';
import { FederationLogger } from '../log/federation-logger.js';

/** Tells the developer, once for each route and reason, what keeps a login request from being set aside or found again. */
@Injectable()
export class LoginWarnings {
  private readonly logger = new FederationLogger();

  constructor(private readonly events: EventRecorder) {}

  /**
   * @param route `Controller.method`
   * @param reason a clause about the request; it holds nothing that the request said
   */
  notCaptured(route: string, reason: string): void {
    const event = this.events.publish('notCaptured', { reason });
    this.tell(`${route} got a login request and did not capture it: ${reason}.`, event);
  }

  private tell(line: string, event?: FederationEvent): void {
    this.logger.warnOnce(event === undefined ? line : new LogEntry(event, line));
  }

  /** A front end that gets no word of its login request, because the app does not speak CORS with it. */
  whereBrowserHides(route: string, exchange: HttpExchange, origin: string): void {
    exchange.onceAnswered(() => {
      if (exchange.answerHeader('access-control-allow-origin') !== undefined) return;
      this.tell(
        `${route} answered a script of ${origin}, and its browser hides the answer: Access-Control-Allow-Origin is missing. Call app.enableCors({ origin: ['${origin}'] }).`,
      );
    });
  }

  /** Its cookie, which ties the trip to the login request, would stay behind. */
  tripOfScript(route: string): void {
    this.tell(
      `${route} sent a script of a front end to an identity provider, and will not know it again: the login would end as a plain one. Open the address of this route in the browser instead, with ?scalekit_txn=<ticket>.`,
    );
  }

  /** The policy wants a login of this login request, and the provider may let a session of its own do. */
  tripAsksNobody(route: string): void {
    this.tell(
      `${route} leaves for an identity provider and does not tell it to sign the person in anew, as policy() asks. So the login will not count as fresh. Send prompt=login (OpenID Connect) or ForceAuthn (SAML; see loginRequestOf(request)?.reauthenticate).`,
    );
  }

  tripWithoutTime(route: string): void {
    this.tell(
      `${route} ends a trip to an identity provider, and nothing says when the person signed in there. So the login does not count as fresh, as policy() asks. Pass it on in the strategy: done(null, user, { auth_time }) with the ID token's claim, or { authnInstant } with SAML's AuthnInstant.`,
    );
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
  private readonly logger = new FederationLogger();
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

/** Tells the developer, once for each route, that a login passed for nobody's: it leaves no other trace. */
export class NobodyLog {
  private readonly logger = new FederationLogger();
  /** Routes that need no word: they were told of already, or have been seen to work. */
  private readonly done = new Set<string>();

  isSomebodyOn(route: string): void {
    this.done.add(route);
  }

  /** @param user whom others than the route's guards and its handler put on the request */
  warn(route: string, user: unknown): void {
    if (this.done.has(route)) return;
    this.done.add(route);
    this.logger.warn(
      user
        ? `${route} ended with a request.user whom neither its own guards nor its handler set: middleware, a global guard or an interceptor did. So nobody was handed off. If that checks the login, name the user with @AfterLogin({ principal }).`
        : `${route} succeeded for a login request, and nobody stands in request.user. So nobody was handed off, and the AI app waits. If somebody had signed in, set request.user in the handler or its guard, or name the user with @AfterLogin({ principal: (_context, result) => … }). If it was a wrong password, all is well.`,
    );
  }
}

/** Tells the developer, once for each route and reason, why a login is asked about instead of handed off. */
@Injectable()
export class UnprovenLog {
  private readonly logger = new FederationLogger();

  /** @param reason in words that hold nothing of the request; undefined where there is nothing to tell */
  tell(route: string, reason: string | undefined): void {
    if (reason === undefined) return;
    this.logger.warnOnce(
      `${route} leads to the continue page instead of handing off at once: ${reason}.`,
    );
  }

  /** A plain login, while a login request waits in the same browser. */
  unnamed(route: string): void {
    this.logger.warnOnce(
      `${route} signed somebody in while a login request waits in their browser, and nothing named it: neither a field scalekit_txn nor a header Scalekit-Txn. So it was a plain login. A form that showed request.formFields, or a script that has the ticket, has to send it, and nothing on the way may rename it. If people sign in there for other reasons, too, all is well.`,
    );
  }
}
