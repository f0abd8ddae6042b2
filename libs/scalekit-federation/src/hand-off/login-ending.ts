import { Inject, Injectable, Logger } from '@nestjs/common';
import { FederationService } from '../federation.service.js';
import type { Answer } from '../http/answer.js';
import { HandOffAnswer } from '../routes/hand-off-answer.js';
import type { LoginFlow } from '../routes/login-flow.js';
import type { AfterLoginOptions } from './after-login.metadata.js';
import { HandOff } from './hand-off.js';
import { Relay } from './relay.js';

/** How a login ends: somebody signed in, or it is given up. */
@Injectable()
export class LoginEnding {
  private readonly logger = new Logger('ScalekitFederation');

  constructor(
    @Inject(FederationService) private readonly federation: FederationService,
    @Inject(HandOff) private readonly handOff: HandOff,
    @Inject(Relay) private readonly relay: Relay,
  ) {}

  /** Finds out who signed in, then lets the hand-off decide. */
  async signedIn(
    flow: LoginFlow,
    options: AfterLoginOptions,
    result: unknown,
  ): Promise<Answer | undefined> {
    const { exchange, context } = flow;
    const principal: unknown = options.principal
      ? await options.principal(context, result)
      : flow.assignedUser() && Reflect.get(exchange.request, 'user');
    if (principal === undefined || principal === null || principal === false) return undefined;
    if (flow.relay === undefined) {
      return this.handOff.afterLogin(exchange, flow, principal, result);
    }
    const { connection } = flow.relay;
    const { request } = exchange;
    const user = this.federation.toFederatedUser(principal, { connection, request });
    return this.relay.leave(exchange, flow.relay, user);
  }

  givenUp(flow: LoginFlow, result: unknown): Promise<Answer | undefined> {
    return this.handOff.reject(flow.exchange, flow, result);
  }

  /** Throws the answer, and tells the developer if it got lost on its way to the filter. */
  answer({ context, exchange }: LoginFlow, answer: Answer): never {
    const thrown = new HandOffAnswer(answer);
    exchange.onceAnswered(() => {
      if (HandOffAnswer.isTaken(thrown)) return;
      this.logger.error(
        `${context.getClass().name}.${context.getHandler().name} handed a login off, but an interceptor answered something else, so the browser never went back to Scalekit. Let every HttpException pass in the interceptor's catchError().`,
      );
    });
    throw thrown;
  }
}
