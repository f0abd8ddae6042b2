import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { bringsInput } from '../login/decide-hand-off.js';
import { LoginEnding } from './login-ending.js';
import { hygieneHeaders } from '../http/answer.js';
import { HttpExchange, type PlatformRequest } from '../http/http-exchange.js';
import { CaptureLog } from '../login/capture-log.js';
import { LoginRequestFactory } from '../login/login-request.factory.js';
import { SealedCookies } from '../cookies/sealed-cookies.js';
import { LoginRequestCookies } from '../login/login-request-cookies.js';
import { isUsable } from '../login/login-request-record.js';
import { beginAttempt, attemptOf, type LoginAttempt } from '../login/login-attempt.js';

const field = 'scalekit_txn';

interface WatchedRoute {
  /** It has a flow with every request. */
  readonly always: boolean;
  /** It has a LoginRequestGuard. */
  readonly captures: boolean;
}

/**
 * Runs before every other guard of a federation route: takes what is ours out of body and query before
 * a DTO meets it, and watches who signs in from here on.
 */
@Injectable()
export class BeginAttemptGuard implements CanActivate {
  private readonly handlers = new WeakMap<object, WatchedRoute>();

  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(LoginRequestCookies) private readonly cookies: LoginRequestCookies,
    @Inject(LoginRequestFactory) private readonly loginRequests: LoginRequestFactory,
    @Inject(CaptureLog) private readonly log: CaptureLog,
    @Inject(LoginEnding) private readonly ending: LoginEnding,
  ) {}

  watch(handler: object, route: WatchedRoute): void {
    this.handlers.set(handler, route);
  }

  canActivate(context: ExecutionContext): boolean {
    const route = this.handlers.get(context.getHandler());
    if (route === undefined || context.getType() !== 'http') return true;
    const http = context.switchToHttp();
    const request = http.getRequest<PlatformRequest>();
    if ((route.always || mayMatter(request)) && attemptOf(request) === undefined) {
      const exchange = new HttpExchange(this.host.httpAdapter, request, http.getResponse());
      beginAttempt(request, this.begin(context, exchange, route));
    }
    return true;
  }

  private begin(
    context: ExecutionContext,
    exchange: HttpExchange,
    { captures }: WatchedRoute,
  ): LoginAttempt {
    const named = namedLoginRequest(exchange);
    hideOwnParameters(exchange);
    const hasInput = bringsInput(exchange.fields);
    const transaction = named && this.cookies.find(exchange, named.txn);
    const isLive = transaction !== undefined && isUsable(transaction, Date.now());
    if (!captures && named === undefined && exchange.query.has('login_request_id')) {
      const route = `${context.getClass().name}.${context.getHandler().name}`;
      this.log.notCaptured(route, 'it has no LoginRequestGuard, as the Login Endpoint URL must');
    }
    // The app's own answers too: a form that is shown again must not cut a popup off.
    if (isLive) exchange.setHeaders(hygieneHeaders);
    return {
      context,
      exchange,
      ending: this.ending,
      named,
      bringsInput: hasInput,
      loginRequest: isLive ? this.loginRequests.of(exchange, transaction) : undefined,
    };
  }
}

/** Cheap: whether a request can bring, name or answer a login request at all. Plain logins stop here. */
function mayMatter({ headers, url, body }: PlatformRequest): boolean {
  return (
    SealedCookies.mayBeIn(headers) ||
    url.includes('?') ||
    (typeof body === 'object' && body !== null && Object.hasOwn(body, field))
  );
}

function namedLoginRequest(exchange: HttpExchange): LoginAttempt['named'] {
  const { fields, query } = exchange;
  if (Object.hasOwn(fields, field)) {
    const value = fields[field];
    delete fields[field];
    return { txn: typeof value === 'string' ? value : '', from: 'body' };
  }
  const values = query.getAll(field);
  return values.length === 0
    ? undefined
    : { txn: values.length === 1 ? (values[0] ?? '') : '', from: 'url' };
}

/** `state` alone is the app's: the answer of an identity provider. */
function hideOwnParameters(exchange: HttpExchange): void {
  const { query } = exchange;
  if (query.has('login_request_id')) exchange.hideParameters(['login_request_id', 'state', field]);
  else if (query.has(field)) exchange.hideParameters([field]);
}
