import { Inject, Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { LoginEnding } from '../hand-off/login-ending.js';
import { hygieneHeaders } from '../http/answer.js';
import { HttpExchange, type PlatformRequest } from '../http/http-exchange.js';
import { LoginRequests } from '../login-request/login-requests.js';
import { SealedCookies } from '../transaction/sealed-cookies.js';
import { TransactionCookies } from '../transaction/transaction-cookies.js';
import { isUsable } from '../transaction/transaction.js';
import { beginFlow, flowOf, type LoginFlow } from '../login-request/login-flow.js';

const field = 'scalekit_txn';

/**
 * Runs before every other guard of a federation route: takes what is ours out of body and query before
 * a DTO meets it, and watches who signs in from here on.
 */
@Injectable()
export class LoginFlowGuard implements CanActivate {
  /** The federation routes, and which of them have a flow with every request. */
  private readonly handlers = new WeakMap<object, { readonly always: boolean }>();

  constructor(
    @Inject(HttpAdapterHost) private readonly host: HttpAdapterHost,
    @Inject(TransactionCookies) private readonly cookies: TransactionCookies,
    @Inject(LoginRequests) private readonly loginRequests: LoginRequests,
    @Inject(LoginEnding) private readonly ending: LoginEnding,
  ) {}

  watch(handler: object, route: { readonly always: boolean }): void {
    this.handlers.set(handler, route);
  }

  canActivate(context: ExecutionContext): boolean {
    const route = this.handlers.get(context.getHandler());
    if (route === undefined || context.getType() !== 'http') return true;
    const http = context.switchToHttp();
    const request = http.getRequest<PlatformRequest>();
    if ((route.always || mayMatter(request)) && flowOf(request) === undefined) {
      const exchange = new HttpExchange(this.host.httpAdapter, request, http.getResponse());
      beginFlow(request, this.begin(context, exchange));
    }
    return true;
  }

  private begin(context: ExecutionContext, exchange: HttpExchange): LoginFlow {
    const named = namedTransaction(exchange);
    hideOwnParameters(exchange);
    const transaction = named && this.cookies.find(exchange, named.txn);
    const isLive = transaction !== undefined && isUsable(transaction, Date.now());
    // The app's own answers too: a form that is shown again must not cut a popup off.
    if (isLive) exchange.setHeaders(hygieneHeaders);
    return {
      context,
      exchange,
      ending: this.ending,
      named,
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

function namedTransaction(exchange: HttpExchange): LoginFlow['named'] {
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
