import { Injectable } from '@nestjs/common';
import { FederationError } from '../errors/federation-errors.js';
import type { Answer } from '../http/answer.js';
import type { HttpExchange } from '../http/http-exchange.js';
import { handOffErrorHeader, redirectToHeader } from '../http/script-answer.js';
import { ErrorAnswers } from './error-answers.js';
import { lastAnswer } from './last-answer.js';
import { FederationService } from '../push/federation.service.js';
import { FederationUrls } from '../login-request/federation-urls.js';
import { HandOff } from './hand-off.js';
import { NobodyLog } from './login-warnings.js';
import type { LoginAttempt, SucceededLogin } from './login-attempt.js';
import { Relay } from './saml-relay.js';
import { SignedInStep } from './signed-in.step.js';
import { FederationLogger } from '../log/federation-logger.js';

/** How a login ends behind its handler: somebody signed in, or it is given up. The answer is recorded. */
@Injectable()
export class LoginEnd {
  private readonly logger = new FederationLogger();
  private readonly nobody = new NobodyLog();

  constructor(
    private readonly federation: FederationService,
    private readonly signedInStep: SignedInStep,
    private readonly handOff: HandOff,
    private readonly relay: Relay,
    private readonly errors: ErrorAnswers,
    private readonly urls: FederationUrls,
  ) {}

  /**
   * @param principal who signed in; undefined, null or false for nobody
   * @param how.shown what a script is answered beside the way on; a plain login never asks
   * @param how.confirm of the route, if it says so itself
   */
  async signedIn(
    attempt: LoginAttempt,
    principal: unknown,
    { shown, confirm }: { shown: () => unknown } & Pick<SucceededLogin, 'confirm'>,
  ): Promise<void> {
    if (principal === undefined || principal === null || principal === false) return;
    attempt.isDecided = true;
    if (this.isAnswered(attempt)) return;
    const login: SucceededLogin = { principal, result: shown(), confirm };
    const { isForScript } = attempt.exchange;
    await this.record(
      attempt,
      'handed a login off',
      () => this.answerTo(attempt, login),
      (error) =>
        isForScript
          ? this.errors.beside(login.result, error, attempt.exchange, retryUrlOf(attempt))
          : this.failed(attempt, error),
    );
  }

  async givenUp(attempt: LoginAttempt, shown: () => unknown): Promise<void> {
    attempt.isDecided = true;
    if (attempt.named === undefined || this.isAnswered(attempt)) return;
    const answer = () => this.handOff.reject(attempt.exchange, attempt, shown());
    await this.record(attempt, 'gave a login up', answer, (error) => this.failed(attempt, error));
  }

  /** Whom the route's own guards or its handler signed in. */
  userOf(attempt: LoginAttempt): unknown {
    const { exchange, named, loginRequest, users, route } = attempt;
    const signedIn = users?.signedIn();
    const isPending = loginRequest !== undefined && named?.from === 'body';
    if (signedIn !== undefined) this.nobody.isSomebodyOn(route);
    else if (isPending) this.nobody.warn(route, Reflect.get(exchange.request, 'user'));
    return signedIn;
  }

  private async answerTo(
    attempt: LoginAttempt,
    login: SucceededLogin,
  ): Promise<Answer | undefined> {
    const { exchange, relay } = attempt;
    if (relay === undefined) return this.signedInStep.answerTo(attempt, login);
    const { connection } = relay;
    const { request } = exchange;
    const user = this.federation.toFederatedUser(login.principal, { connection, request });
    const { signedInAt } = attempt.arrived ?? {};
    return this.relay.leave(exchange, relay, user, { confirm: login.confirm, signedInAt });
  }

  /** Errors are answers, too: the login itself has succeeded, and what it wrote must stay. */
  private async record(
    attempt: LoginAttempt,
    what: string,
    answer: () => Promise<Answer | undefined>,
    failed: (error: unknown) => Answer,
  ): Promise<void> {
    const { exchange, route } = attempt;
    const made = await answer().catch(failed);
    if (made === undefined) return;
    if (attempt.frontEnd) exposeOwnHeaders(exchange);
    if (exchange.isGraphQl) {
      // Other operations may stand in the same answer.
      exchange.setHeaders(made.headers ?? {});
      return;
    }
    exchange.record(made);
    exchange.onceAnswered((status) => {
      if (!exchange.isRecorded) return;
      this.logger.error(
        `${route} ${what}, but the app answered something else (${status}), so the browser never went back to Scalekit. Look for an interceptor or a filter that fails behind the handler, or writes to the response.`,
      );
    });
  }

  private failed(attempt: LoginAttempt, error: unknown): Answer {
    const { exchange } = attempt;
    if (!(error instanceof FederationError) || exchange.isGraphQl) throw error;
    const retryUrl = retryUrlOf(attempt);
    try {
      return this.errors.of(error, exchange, retryUrl);
    } catch (another) {
      const withoutUrl = this.urls.plainLoginUrl(exchange.request);
      return lastAnswer(exchange, another, { retryUrl, withoutUrl });
    }
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

/** Else the browser keeps them from the front end's script (Fetch 3.3.3). */
function exposeOwnHeaders(exchange: HttpExchange): void {
  const header = 'Access-Control-Expose-Headers';
  const own = [redirectToHeader, handOffErrorHeader];
  const exposed = [exchange.answerHeader(header) ?? [], own].flat();
  exchange.setHeaders({ [header]: exposed.join(', ') });
}

function retryUrlOf({ loginRequest }: LoginAttempt): string | undefined {
  return loginRequest?.continueUrl;
}
