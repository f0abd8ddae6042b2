import { setTimeout as delay } from 'node:timers/promises';
import { inspect } from 'node:util';
import { answersItself, faultReply, transferOf, type Faults } from '../faults/faults.js';
import type { Journal } from '../journal/journal.js';
import type { RequestStep } from '../journal/journal-entry.js';
import { errorPage } from '../pages/error-page.js';
import { json, type Exchange, type FlowNotes, type Reply, type ServerRequest } from './exchange.js';
import { matchRoutes, type Match, type Route } from './router.js';

const corsHeaders = { 'access-control-allow-origin': '*' };
const preflightHeaders = {
  ...corsHeaders,
  'access-control-allow-methods': 'GET, POST',
  'access-control-allow-headers': 'authorization, content-type, mcp-protocol-version',
  'access-control-max-age': '3600',
};

/** One request, read to its end. */
export interface Incoming {
  request: ServerRequest;
  url: URL;
  body: string;
  notes?: FlowNotes;
  /** The answer to a call that no route is meant for, such as a gRPC method that is not served. */
  unserved?: Reply;
}

/** Has the routes answer, lets faults get in between, and keeps the journal; whatever the requests came over. */
export class Dispatcher {
  #routes: readonly Route[] = [];
  #revokeTokens: () => void = () => {};

  constructor(
    private readonly journal: Journal,
    private readonly faults: Faults,
  ) {}

  /** @param revokeTokens takes back the backend's tokens, for faults that ask for it */
  useRoutes(routes: readonly Route[], revokeTokens: () => void): void {
    this.#routes = routes;
    this.#revokeTokens = revokeTokens;
  }

  get routes(): readonly Route[] {
    return this.#routes;
  }

  /** @returns the whole answer; undefined if the connection is to be reset instead */
  async dispatch({
    request,
    url,
    body,
    notes = {},
    unserved,
  }: Incoming): Promise<Reply | undefined> {
    const at = new Date();
    const candidates = unserved ? [] : matchRoutes(this.#routes, url.pathname);
    const crossOrigin = candidates.some(({ route }) => route.cors);
    if (request.method === 'OPTIONS' && crossOrigin) {
      return { status: 204, headers: preflightHeaders, body: '' };
    }
    // RFC 9110 section 9.3.2: the same answer, whose body is not sent.
    const method = request.method === 'HEAD' ? 'GET' : request.method;
    const match = candidates.find(({ route }) => route.method === method);
    const exchange: Exchange = {
      request,
      step: match?.route.step ?? 'unknown',
      url,
      params: match?.params ?? {},
      body,
      notes,
      cookies: [],
    };
    const own = (): Promise<Reply> | Reply =>
      match
        ? answerOf(exchange, match)
        : (unserved ?? nothingHere(exchange, candidates.length > 0));
    // What a test asks of the emulator is no part of what it watches.
    if (match && match.route.step === undefined) return own();
    Object.assign(exchange.notes, match?.route.recall?.(exchange));
    const { reply, byFault } = await this.#answer(exchange.step, own);
    this.journal.record(at, exchange, reply, byFault);
    return reply && crossOrigin
      ? { ...reply, headers: { ...reply.headers, ...corsHeaders } }
      : reply;
  }

  async #answer(
    step: RequestStep,
    answer: () => Promise<Reply> | Reply,
  ): Promise<{ reply: Reply | undefined; byFault: boolean }> {
    const fault = this.faults.take(step);
    if (!fault) return { reply: await answer(), byFault: false };
    if (fault.revokeTokens === true) this.#revokeTokens();
    const replaced = answersItself(fault);
    const own = replaced && fault.carriedOut !== true ? undefined : await answer();
    if (fault.delayMs !== undefined) await delay(fault.delayMs, undefined, { ref: false });
    if (fault.reset === true) return { reply: undefined, byFault: true };
    const reply = replaced ? faultReply(fault) : own;
    const transfer = transferOf(fault);
    return { reply: reply && transfer ? { ...reply, transfer } : reply, byFault: true };
  }
}

async function answerOf(exchange: Exchange, { route }: Match): Promise<Reply> {
  try {
    return await route.handle(exchange);
  } catch (error) {
    process.stderr.write(`scalekit-emulator: ${inspect(error)}\n`);
    return json(500, { error: 'server_error', error_description: 'see the emulator’s own output' });
  }
}

function nothingHere({ request, url }: Exchange, pathExists: boolean): Reply {
  const status = pathExists ? 405 : 404;
  const message = pathExists
    ? `${request.method} is not served here.`
    : `The emulator has nothing at ${url.pathname}.`;
  return request.headers.accept?.includes('text/html')
    ? errorPage(status, 'not_found', message)
    : json(status, { code: pathExists ? 12 : 5, message, details: [] });
}
