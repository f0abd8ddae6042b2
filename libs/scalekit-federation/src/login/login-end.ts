import { Injectable, Logger } from '@nestjs/common';
import { FederationError } from '../errors/federation-errors.js';
import type { Answer } from '../http/answer.js';
import { ErrorAnswers, lastAnswer } from './error-answers.js';
import { FederationService } from './federation.service.js';
import { HandOff } from './hand-off.js';
import type { LoginAttempt } from './login-attempt.js';
import { Relay } from './saml-relay.js';

/** How a login ends behind its handler: somebody signed in, or it is given up. The answer is recorded. */
@Injectable()
export class LoginEnd {
  private readonly logger = new Logger('ScalekitFederation');
  private readonly explained = new Set<string>();

  constructor(
    private readonly federation: FederationService,
    private readonly handOff: HandOff,
    private readonly relay: Relay,
    private readonly errors: ErrorAnswers,
  ) {}

  /**
   * @param principal who signed in; undefined, null or false for nobody
   * @param shown what a script is answered beside the way on; a plain login never asks
   */
  async signedIn(attempt: LoginAttempt, principal: unknown, shown: () => unknown): Promise<void> {
    if (principal === undefined || principal === null || principal === false) return;
    if (this.isAnswered(attempt)) return;
    await this.record(attempt, () => this.answerTo(attempt, principal, shown()));
  }

  async givenUp(attempt: LoginAttempt, shown: () => unknown): Promise<void> {
    if (attempt.named === undefined || this.isAnswered(attempt)) return;
    await this.record(attempt, () => this.handOff.reject(attempt.exchange, attempt, shown()));
  }

  /** Whom the route's own guards or its handler signed in. */
  userOf(attempt: LoginAttempt): unknown {
    const { exchange, named, loginRequest, users } = attempt;
    const signedIn = users?.signedIn();
    const isPending = loginRequest !== undefined && named?.from === 'body';
    if (signedIn === undefined && isPending && Reflect.get(exchange.request, 'user')) {
      this.explain(attempt);
    }
    return signedIn;
  }

  private async answerTo(
    attempt: LoginAttempt,
    principal: unknown,
    result: unknown,
  ): Promise<Answer | undefined> {
    const { exchange, relay } = attempt;
    if (relay === undefined) return this.handOff.afterLogin(exchange, attempt, principal, result);
    const { connection } = relay;
    const { request } = exchange;
    const user = this.federation.toFederatedUser(principal, { connection, request });
    return this.relay.leave(exchange, relay, user);
  }

  /** Typed errors are answers, too: the login itself has succeeded, and what it wrote must stay. */
  private async record(
    attempt: LoginAttempt,
    answer: () => Promise<Answer | undefined>,
  ): Promise<void> {
    const { exchange, route } = attempt;
    const made = await answer().catch((error: unknown) => this.failed(attempt, error));
    if (made === undefined) return;
    exchange.record(made);
    exchange.onceAnswered((status) => {
      if (!exchange.isRecorded) return;
      this.logger.error(
        `${route} handed a login off, but the app answered something else (${status}), so the browser never went back to Scalekit. Look for an interceptor or a filter that fails behind the handler, or writes to the response.`,
      );
    });
  }

  private failed({ exchange, loginRequest }: LoginAttempt, error: unknown): Answer {
    if (!(error instanceof FederationError)) throw error;
    const retryUrl = loginRequest?.continueUrl;
    try {
      return this.errors.of(error, exchange.request, retryUrl);
    } catch (another) {
      return lastAnswer(exchange, another, retryUrl);
    }
  }

  /** To the developer, once for each route: a login that passes for nobody's leaves no other trace. */
  private explain({ route }: LoginAttempt): void {
    if (this.explained.has(route)) return;
    this.explained.add(route);
    this.logger.warn(
      `${route} ended with a request.user whom neither its own guards nor its handler set: middleware, a global guard or an interceptor did. So nobody was handed off. If that checks the login, name the user with @AfterLogin({ principal }).`,
    );
  }

  /** A handler that has sent its answer has sent the browser elsewhere; Scalekit must not hear of it then. */
  private isAnswered({ exchange, route }: LoginAttempt): boolean {
    if (!exchange.isAnswered) return false;
    this.logger.error(
      `${route} answered by itself while a login request was pending, so the browser could not go back to Scalekit. Return the answer or use @Redirect(), instead of writing to the response.`,
    );
    return true;
  }
}
