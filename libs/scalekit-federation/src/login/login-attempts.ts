import { Injectable, type ExecutionContext } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { SealedCookies } from '../cookies/sealed-cookies.js';
import { hygieneHeaders } from '../http/answer.js';
import { HttpExchange, type PlatformRequest } from '../http/http-exchange.js';
import { bringsInput } from './decide-hand-off.js';
import { attemptOf, setAttempt, type LoginAttempt } from './login-attempt.js';
import { LoginRequestCookies } from './login-request-cookies.js';
import { LoginRequestFactory } from './login-request.factory.js';
import { isUsable } from './login-request-record.js';

const field = 'scalekit_txn';

/** Begins the attempt of a request: takes what is ours out of body and query before a DTO meets it. */
@Injectable()
export class LoginAttempts {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly cookies: LoginRequestCookies,
    private readonly factory: LoginRequestFactory,
  ) {}

  /**
   * @param always where a request without any cookie or field of ours may end a trip
   * @returns the one that has begun already, or undefined for what is surely a plain login
   */
  begin(context: ExecutionContext, { always = false } = {}): LoginAttempt | undefined {
    if (context.getType() !== 'http') return undefined;
    const http = context.switchToHttp();
    const request = http.getRequest<PlatformRequest>();
    const begun = attemptOf(request);
    if (begun !== undefined || !(always || mayMatter(request))) return begun;
    const exchange = new HttpExchange(this.host.httpAdapter, request, http.getResponse());
    const attempt = this.read(exchange, `${context.getClass().name}.${context.getHandler().name}`);
    setAttempt(request, attempt);
    return attempt;
  }

  private read(exchange: HttpExchange, route: string): LoginAttempt {
    const named = namedLoginRequest(exchange);
    hideOwnParameters(exchange);
    const record = named && this.cookies.find(exchange, named.txn);
    const isLive = record !== undefined && isUsable(record, Date.now());
    // The app's own answers too: a form that is shown again must not cut a popup off.
    if (isLive) exchange.setHeaders(hygieneHeaders);
    return {
      exchange,
      route,
      named,
      bringsInput: bringsInput(exchange.fields),
      loginRequest: isLive ? this.factory.of(exchange, record) : undefined,
      isLoginPage: false,
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
