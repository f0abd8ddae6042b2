import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { EmulatorCredentials } from 'scalekit-emulator';
import { people, type Account } from './people.js';
import { FetchCalls } from './scalekit-calls.js';
import { page, passwordPage, questionPage, userPage, type Flow } from './two-page-pages.js';
import type { TwoPageFault } from './two-page-faults.js';

type Pushed = Readonly<Record<'id' | 'email', string>>;

/** One request: what it brought, and its answer. */
interface Visit {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
  readonly cookies: Readonly<Record<string, string>>;
  readonly account: Account | undefined;
}

/** A login without a framework, in German: first the user, then the password. Right, but for the fault asked for. */
export class TwoPageLogin {
  /** Changes at any time. */
  fault: TwoPageFault | undefined;
  readonly #has = (fault: TwoPageFault) => this.fault === fault;
  readonly #flows = new Map<string, Flow>();
  readonly #sessions = new Map<string, Account>();
  readonly #server = createServer((...exchange) => void this.#answer(...exchange));
  readonly #calls: FetchCalls;
  #asked: Flow | undefined;

  constructor(private readonly credentials: EmulatorCredentials) {
    this.#calls = new FetchCalls(credentials, () => false);
  }

  async start(): Promise<string> {
    await once(this.#server.listen(0, '127.0.0.1'), 'listening');
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await this.#calls.close();
    this.#server.close();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://login.test');
    const pairs = (request.headers.cookie ?? '').split('; ').map((pair) => pair.split('='));
    const cookies = Object.fromEntries(pairs) as Record<string, string>;
    const account = this.#sessions.get(cookies['konto'] ?? '');
    const visit = { request, response, query: url.searchParams, cookies, account };
    const posts = request.method === 'POST';
    response.setHeader('Cache-Control', 'no-store');
    if (url.pathname === '/') return show(visit, 200, page(`Hallo ${account?.email ?? ''}`));
    if (url.pathname === '/login') return this.#open(visit);
    if (posts && !this.#isOwn(request)) return show(visit, 403, page('Fremdes Formular'));
    const body = new URLSearchParams(posts ? await text(request) : url.search);
    const flow = this.#flows.get(body.get('flow') ?? '');
    const bound = flow && cookies[`f${flow.key}`] === flow.secret;
    if (!flow || (!bound && !this.#has('compares how the Origin begins'))) {
      return show(visit, 400, page('Bitte beginnen Sie neu.'));
    }
    if (url.pathname === '/answer' && (posts || this.#has('asks by GET'))) {
      const named = this.#has('answers the newest question') ? (this.#asked ?? flow) : flow;
      return account ? this.#finish(visit, named, account) : show(visit, 403, page('Nein'));
    }
    if (!posts) return show(visit, 405, page('Nein'));
    if (url.pathname === '/cancel') return this.#cancel(visit, flow);
    if (url.pathname === '/user') {
      flow.user = body.get('benutzer')?.toLowerCase() ?? '';
      if (this.#has('pushes the user as it was typed')) flow.user = body.get('benutzer') ?? '';
      return show(visit, 200, passwordPage(flow));
    }
    return this.#password(visit, flow, body);
  }

  async #open(visit: Visit): Promise<void> {
    const { query, response, account } = visit;
    const has = this.#has;
    const id = query.get('login_request_id');
    const state = query.get('state');
    const [isPlain, isOnce] = [id === null && state === null, query.size === 2];
    if (isPlain && has('crashes without a login request')) return show(visit, 500, page('500'));
    if (isPlain && has('takes no plain login, and asks nobody')) return show(visit, 400, page('?'));
    if (!isPlain && !(isOnce && /^\w{1,128}$/.test(id ?? '') && (state?.length ?? 2000) < 1024)) {
      const told = has('shows a state beside a wrong id') ? state : '';
      return show(visit, 400, page(`Der Link ist falsch. ${told}`));
    }
    const [key, secret] = [randomUUID(), randomUUID()];
    const flow = { key, secret, id: id ?? '', state: state ?? '' };
    this.#flows.set(key, flow);
    response.appendHeader('Set-Cookie', `f${key}=${secret}; HttpOnly; SameSite=Lax; Path=/`);
    if (account && isPlain) return go(visit, '/');
    if (!account) return show(visit, 200, userPage(flow));
    this.#asked = flow;
    const isHead = visit.request.method === 'HEAD' && has('hands off at HEAD');
    if (isHead || has('takes no plain login, and asks nobody')) {
      return this.#finish(visit, flow, account);
    }
    return show(visit, 200, questionPage(flow, account.email, this.#method));
  }

  get #method(): string {
    return this.#has('asks by GET') ? 'get' : 'post';
  }

  #isOwn({ headers }: IncomingMessage): boolean {
    const origin = headers.origin ?? '';
    const own = `http://${headers.host}`;
    const begins = this.#has('compares how the Origin begins');
    return begins ? origin.startsWith('http://localhost') : origin === own;
  }

  async #password(visit: Visit, flow: Flow, body: URLSearchParams): Promise<void> {
    const has = this.#has;
    const known = people.find(({ email }) => email === flow.user?.toLowerCase());
    if (!known || known.password !== body.get('kennwort')) {
      return show(visit, 401, passwordPage(flow, 'Benutzer oder Kennwort sind falsch.'));
    }
    const named = people.find(({ email }) => email === body.get('konto'));
    const user = has('believes the hidden user') ? (named ?? known) : known;
    const keeps = has('takes a session id that was made up') ? visit.cookies['konto'] : undefined;
    const session = keeps ?? randomUUID();
    const readable = has('has a session for scripts under a name of its own');
    this.#sessions.set(session, user);
    visit.response.appendHeader(
      'Set-Cookie',
      `konto=${session}; ${readable ? '' : 'HttpOnly; '}SameSite=Lax; Path=/`,
    );
    const typed = has('pushes the user as it was typed') && flow.user;
    return this.#finish(visit, flow, typed ? { ...user, id: typed } : user);
  }

  async #finish(visit: Visit, flow: Flow, user: Pushed): Promise<void> {
    if (!flow.id) return go(visit, '/');
    try {
      await this.#calls.push(flow.id, { sub: user.id, email: user.email });
    } catch {
      if (this.#has('goes home when the push is refused')) return go(visit, '/');
      const problem = 'Die Verbindung ist misslungen. Bitte versuchen Sie es noch einmal.';
      return show(visit, 502, questionPage(flow, user.email, this.#method, problem));
    }
    go(visit, this.#callback(flow.state));
  }

  async #cancel(visit: Visit, flow: Flow): Promise<void> {
    const { account } = visit;
    if (account && this.#has('pushes when the question is cancelled')) {
      return this.#finish(visit, flow, account);
    }
    await this.#calls.push(flow.id, { login_failed: true });
    go(visit, this.#callback(flow.state));
  }

  #callback(state: string): string {
    const has = this.#has;
    const digits = has('takes a state of digits for a number') && /^\d+$/.test(state);
    const number = digits ? String(Number.parseInt(state, 10)) : state;
    const trimmed = has('trims the state') ? number.trim() : number;
    const sent = has('cuts a long state') ? trimmed.slice(0, 100) : trimmed;
    const { environmentUrl, connectionId } = this.credentials;
    const query = new URLSearchParams({ state: sent });
    return `${environmentUrl}/sso/v1/connections/${connectionId}/partner:callback?${query.toString()}`;
  }
}

function show({ response }: Visit, status: number, html: string): void {
  response.writeHead(status, { 'Content-Type': 'text/html; charset=utf-8' }).end(html);
}

function go({ response }: Visit, location: string): void {
  response.writeHead(303, { Location: location }).end();
}
