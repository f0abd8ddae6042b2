import { Inject, Injectable, type ExecutionContext } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { SealedCookies } from '../cookies/sealed-cookies.js';
import { hygieneHeaders } from '../http/answer.js';
import { expectsPage, isDocumentNavigation } from '../http/caller.js';
import { httpContextOf, type HttpContext } from '../http/http-context.js';
import { headerOfField } from '../http/body-fields.js';
import { HttpExchange } from '../http/http-exchange.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { bringsInput } from './proven-login.js';
import { callingPage, isCapturedBy, pageField } from '../login-request/front-end.js';
import { attemptOf, setAttempt, type LoginAttempt } from './login-attempt.js';
import { LoginRequestCookies } from '../login-request/login-request-cookies.js';
import { LoginRequestFactory } from '../login-request/login-request.factory.js';
import {
  isUsable,
  type FrontEndPage,
  type LoginRequestRecord,
} from '../login-request/login-request-record.js';
import { setAside, Tickets, txnOf } from '../login-request/tickets.js';

const field = 'scalekit_txn';
const ownFields = [field, pageField];

/** The request headers that stand in for our fields. */
export const txnHeaders = ['Scalekit-Txn', 'Scalekit-Page'];

/** Begins the attempt of a request: takes what is ours out of body and query before a DTO meets it. */
@Injectable()
export class LoginAttempts {
  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    private readonly cookies: LoginRequestCookies,
    private readonly tickets: Tickets,
    private readonly factory: LoginRequestFactory,
  ) {}

  /**
   * @param always where a request without any cookie or field of ours may end a trip
   * @returns the one that has begun already, or undefined for what is surely a plain login
   */
  begin(context: ExecutionContext, { always = false } = {}): LoginAttempt | undefined {
    const http = httpContextOf(context);
    if (http === undefined) return undefined;
    const { request, response, isGraphQl } = http;
    const begun = attemptOf(request);
    if (begun !== undefined || !(always || mayMatter(http))) return begun;
    const exchange = new HttpExchange(this.host.httpAdapter, request, response, isGraphQl);
    const attempt = this.read(exchange, `${context.getClass().name}.${context.getHandler().name}`);
    setAttempt(request, attempt);
    return attempt;
  }

  private read(exchange: HttpExchange, route: string): LoginAttempt {
    const { value, from } = namedLoginRequest(exchange);
    const page = callingPage(exchange, exchange.takeField(pageField), this.options.frontEnds);
    hideOwnParameters(exchange);
    // A form of the front end is a navigation: cookies come along with the page that it leads to.
    exchange.isOfFrontEnd = page !== undefined && !expectsPage(exchange.request.headers);
    const { record, ticket } = this.named(exchange, value, from, page);
    const isLive = record !== undefined && isUsable(record, Date.now());
    // The app's own answers too: a form that is shown again must not cut a popup off.
    if (isLive) exchange.setHeaders(hygieneHeaders);
    return {
      exchange,
      route,
      named: from && { txn: record?.txn ?? txnOf(value), from },
      ticket,
      frontEnd: exchange.isOfFrontEnd ? page : undefined,
      bringsInput: bringsInput(exchange.input),
      loginRequest: isLive ? this.factory.of(exchange, record) : undefined,
      isLoginPage: false,
    };
  }

  /** A cookie binds a login request to this browser; a ticket at most to the page that it was made for. */
  private named(
    exchange: HttpExchange,
    value: string,
    from: 'body' | 'url' | undefined,
    page: FrontEndPage | undefined,
  ): { record?: LoginRequestRecord | undefined; ticket?: LoginAttempt['ticket'] } {
    if (from === undefined) return {};
    const held = this.cookies.find(exchange, txnOf(value) ?? '');
    const record = this.tickets.open(value);
    const isOwn = record !== undefined && isCapturedBy(record, page);
    if (held !== undefined) return { record: held, ticket: isOwn ? 'own' : undefined };
    if (record === undefined) return {};
    const ticket = isOwn ? 'own' : 'of another page';
    if (!isDocumentNavigation(exchange.request.headers)) return { record, ticket };
    // A trip to an identity provider perhaps: from here on this browser goes on with a cookie.
    const kept = setAside(record);
    this.cookies.save(exchange, kept);
    return { record: kept, ticket };
  }
}

/** Cheap: whether a request can bring, name or answer a login request at all. Plain logins stop here. */
function mayMatter({ request: { headers, url, body }, isGraphQl }: HttpContext): boolean {
  return (
    SealedCookies.mayBeIn(headers) ||
    headers[headerOfField(field)] !== undefined ||
    url.includes('?') ||
    (typeof body === 'object' && body !== null && hasOwnField(body, isGraphQl))
  );
}

function hasOwnField(body: object, isGraphQl: boolean): boolean {
  if (isGraphQl) return Object.hasOwn(body, 'extensions');
  return ownFields.some((name) => Object.hasOwn(body, name));
}

/** As it was sent: a `txn` or a ticket, if it is either. */
function namedLoginRequest(exchange: HttpExchange): {
  value: string;
  from: 'body' | 'url' | undefined;
} {
  const inBody = exchange.takeField(field);
  if (inBody !== undefined) {
    return { value: typeof inBody === 'string' ? inBody : '', from: 'body' };
  }
  const [value, ...more] = exchange.query.getAll(field);
  if (value === undefined) return { value: '', from: undefined };
  return { value: more.length === 0 ? value : '', from: 'url' };
}

/** `state` alone is the app's: the answer of an identity provider. */
function hideOwnParameters(exchange: HttpExchange): void {
  const { query } = exchange;
  const brought = query.has('login_request_id') ? ['login_request_id', 'state'] : [];
  const own = [...brought, ...ownFields].filter((name) => query.has(name));
  if (own.length > 0) exchange.hideParameters(own);
}
