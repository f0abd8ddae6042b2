import { Inject, Injectable, Logger, type ExecutionContext } from '@nestjs/common';
import { FederationService } from '../federation.service.js';
import type { Answer } from '../http/answer.js';
import { EarlyAnswer } from '../http/early-answer.js';
import type { LoginAttempt } from '../login/login-attempt.js';
import type { AfterLoginOptions } from './after-login.metadata.js';
import { HandOff } from '../login/hand-off.js';
import { Relay } from '../login/saml-relay.js';
import { serialized } from '../nest/serialized.js';

/** How a login ends: somebody signed in, or it is given up. */
@Injectable()
export class LoginEnding {
  private readonly logger = new Logger('ScalekitFederation');
  private readonly explained = new Set<string>();

  constructor(
    @Inject(FederationService) private readonly federation: FederationService,
    @Inject(HandOff) private readonly handOff: HandOff,
    @Inject(Relay) private readonly relay: Relay,
  ) {}

  /** Finds out who signed in, then lets the hand-off decide. */
  async signedIn(
    flow: LoginAttempt,
    options: AfterLoginOptions,
    result: unknown,
  ): Promise<Answer | undefined> {
    const { exchange, context } = flow;
    const principal: unknown = options.principal
      ? await options.principal(context, result)
      : this.signedInUser(flow);
    if (principal === undefined || principal === null || principal === false) return undefined;
    if (this.isAnswered(flow)) return undefined;
    if (flow.relay === undefined) {
      return this.handOff.afterLogin(exchange, flow, principal, serialized(context, result));
    }
    const { connection } = flow.relay;
    const { request } = exchange;
    const user = this.federation.toFederatedUser(principal, { connection, request });
    return this.relay.leave(exchange, flow.relay, user);
  }

  async givenUp(flow: LoginAttempt, result: unknown): Promise<Answer | undefined> {
    if (flow.named !== undefined && this.isAnswered(flow)) return undefined;
    return this.handOff.reject(flow.exchange, flow, serialized(flow.context, result));
  }

  private signedInUser(flow: LoginAttempt): unknown {
    const { exchange, named, loginRequest } = flow;
    const user: unknown = Reflect.get(exchange.request, 'user');
    const signedIn = flow.userWatch?.signedIn();
    if (signedIn !== undefined) return signedIn;
    if (user && loginRequest && named?.from === 'body') this.explain(flow);
    return undefined;
  }

  /** To the developer, once for each route: a login that passes for nobody's leaves no other trace. */
  private explain({ context }: LoginAttempt): void {
    const route = routeOf(context);
    if (this.explained.has(route)) return;
    this.explained.add(route);
    this.logger.warn(
      `${route} ended with a request.user whom neither its own guards nor its handler set: middleware, a global guard or an interceptor did. So nobody was handed off. If that checks the login, name the user with @AfterLogin({ principal }).`,
    );
  }

  /** A handler that has sent its answer has sent the browser elsewhere; Scalekit must not hear of it then. */
  private isAnswered({ context, exchange }: LoginAttempt): boolean {
    if (!exchange.isAnswered) return false;
    this.logger.error(
      `${routeOf(context)} answered by itself while a login request was pending, so the browser could not go back to Scalekit. Return the answer or use @Redirect(), instead of writing to the response.`,
    );
    return true;
  }

  /** Throws the answer, and tells the developer if it got lost on its way to the filter. */
  answer({ context, exchange }: LoginAttempt, answer: Answer): never {
    const thrown = new EarlyAnswer(answer);
    exchange.onceAnswered(() => {
      if (EarlyAnswer.isTaken(thrown)) return;
      this.logger.error(
        `${routeOf(context)} handed a login off, but an interceptor answered something else, so the browser never went back to Scalekit. Let every HttpException pass in the interceptor's catchError().`,
      );
    });
    throw thrown;
  }
}

function routeOf(context: ExecutionContext): string {
  return `${context.getClass().name}.${context.getHandler().name}`;
}
