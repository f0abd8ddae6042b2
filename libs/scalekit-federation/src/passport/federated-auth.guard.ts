import { Inject, mixin, type ExecutionContext, type Type } from '@nestjs/common';
import { AuthGuard, type IAuthGuard } from '@nestjs/passport';
import type { Answer } from '../http/answer.js';
import type { HttpExchange } from '../http/http-exchange.js';
import { LoginRequest } from '../login-request/login-request.js';
import { createRelayState, isBeginningForm, lacksRelayState } from './returned-state.js';
import { SsoTrips } from './sso-trips.js';
import { TakesPart } from '../login/guard-part.js';
import { LoginServices } from '../login/login-services.js';
import { attemptOf, type LoginAttempt } from '../login/login-attempt.js';
import { UserWatch } from '../login/user-watch.js';
import { isRefusal } from './refusal.js';
import { runStrategy, type StrategyEnd } from './run-strategy.js';

/** Options of `FederatedAuthGuard`. */
export interface FederatedAuthGuardOptions {
  /**
   * What it leads to that the identity provider or the strategy refuses somebody while a login
   * request waits:
   *
   * - `retry`: the app's login page again, for the same login request. Not for a login page that
   *   redirects at once: browser and provider would go in circles.
   * - `reject`: Scalekit hears that the login failed, and the browser goes back to it.
   * - `throw`: the exception is the app's, as it is for a plain login.
   *
   * Errors that are no refusal, such as a provider that cannot be reached, are always the app's.
   *
   * @default 'retry'
   */
  readonly onFailure?: 'retry' | 'reject' | 'throw';
}

/** Somebody was refused while a login request waits. */
interface Refused {
  readonly kind: 'refused';
  readonly answer: Answer;
}

/** What Passport's guard has beside what its type says. */
type StrategyGuard = IAuthGuard & { getResponse(context: ExecutionContext): unknown };

/**
 * Passport's `AuthGuard` for logins that leave for an identity provider. Put it on the route that
 * begins the trip and on the callback. The strategy's own `state` stays as it is: its hash is sealed
 * into the login request, which is found by it at the callback. Works on Fastify too.
 *
 * Begin with a same-origin POST that carries `request.formFields`, and the login is handed off at
 * once; begin with a link or a redirect, and the continue page asks. A person who wants another
 * account is sent with `prompt=select_account`, and one whom the app's `policy` wants to sign in anew with
 * `prompt=login`; for SAML's ForceAuthn see `loginRequestOf`. Such a login counts as fresh only if the
 * strategy passes on when it was: `done(null, user, { auth_time })`, SAML's `{ authnInstant }`.
 *
 * What it cannot do:
 * - A strategy that sends no `state` cannot prove which login its callback ends: the trip that began
 *   last counts, and the continue page asks.
 * - A strategy that keeps one state per session (the session stores of passport-openidconnect and
 *   passport-oauth2, openid-client) knows the last trip only; an earlier tab is refused, and retried.
 * - Answers that come as a cross-site POST arrive without Lax cookies. SAML's are found by a
 *   RelayState that this guard sets; a strategy that sets its own, or OpenID Connect's
 *   `response_mode=form_post`, ends as a plain login. Leave them out.
 * - AuthnRequests by HTTP-POST are pages of the strategy: the app's Content-Security-Policy must let
 *   their form and script through. The redirect binding needs nothing.
 * - Strategies that write cookies by `response.cookie()` need @fastify/cookie on Fastify.
 *
 * @param strategy name of the Passport strategy
 * @example
 * ```ts
 * @Post('login/oidc') @UseGuards(FederatedAuthGuard('oidc')) begin() {}
 * @Get('login/oidc/callback') @UseGuards(FederatedAuthGuard('oidc')) @AfterLogin() end() {}
 * ```
 */
export function FederatedAuthGuard(
  strategy: string,
  { onFailure = 'retry' }: FederatedAuthGuardOptions = {},
): Type<IAuthGuard> {
  const Base = AuthGuard(strategy) as Type<StrategyGuard>;

  @TakesPart('trip')
  class FederatedPassportGuard extends Base {
    readonly #responses = new WeakMap<object, object>();
    @Inject(LoginServices) private readonly login!: LoginServices;
    @Inject(SsoTrips) private readonly trips!: SsoTrips;

    override async canActivate(context: ExecutionContext): Promise<boolean> {
      // A posted answer may come without any cookie; who signs in counts all the same.
      const attempt = this.login.attempts.begin(context, { always: true });
      if (attempt === undefined) return (await super.canActivate(context)) as boolean;

      const { exchange } = attempt;
      attempt.users = new UserWatch(exchange.request);
      this.login.warnings.withoutGuard(attempt);
      this.trips.resume(exchange, attempt);
      const end = await this.run(context, exchange, attempt);
      if (end.kind === 'refused') return this.login.early.send(attempt, end.answer);
      if (end.kind === 'answered') {
        attempt.isDecided = true;
        return this.login.early.send(attempt, this.trips.begin(exchange, attempt, end.answer));
      }
      this.trips.arrive(exchange, attempt);
      return true;
    }

    override async getAuthenticateOptions(context: ExecutionContext) {
      const own = await super.getAuthenticateOptions(context);
      const { loginRequest } = attemptOf(context.switchToHttp().getRequest()) ?? {};
      if (loginRequest?.reauthenticate) return { ...own, prompt: 'login' };
      return loginRequest?.switchAccount ? { prompt: 'select_account', ...own } : own;
    }

    override getResponse(context: ExecutionContext): unknown {
      return this.#responses.get(context) ?? super.getResponse(context);
    }

    private async run(
      context: ExecutionContext,
      exchange: HttpExchange,
      attempt: LoginAttempt,
    ): Promise<StrategyEnd | Refused> {
      const response = context.switchToHttp().getResponse<object>();
      const authenticate = async (captured: object): Promise<unknown> => {
        this.#responses.set(context, captured);
        return super.canActivate(context);
      };
      try {
        const { request } = exchange;
        const asGet = isBeginningForm(exchange);
        const end = await runStrategy(request, response, authenticate, { asGet });
        const { loginRequest } = attempt;
        if (end.kind === 'authenticated' || !loginRequest || !lacksRelayState(end.answer)) {
          return end;
        }
        // Once more with a RelayState of ours: a signed request cannot be changed afterwards.
        const fields = { RelayState: createRelayState(LoginRequest.recordOf(loginRequest)) };
        return await runStrategy(request, response, authenticate, { asGet, fields });
      } catch (error) {
        const refused = onFailure !== 'throw' && isRefusal(exchange, error);
        const answer = refused && (await this.trips.refuse(exchange, attempt, onFailure));
        if (!answer) throw error;
        return { kind: 'refused', answer };
      } finally {
        this.#responses.delete(context);
      }
    }
  }

  return mixin(FederatedPassportGuard);
}
