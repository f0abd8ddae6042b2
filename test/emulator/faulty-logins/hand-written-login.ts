import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type Express, type Request, type Response } from 'express';
import type { EmulatorCredentials } from 'scalekit-emulator';
import type { SeededFault } from './faults.js';
import { escape, Pages, type Asked } from './pages.js';
import { people, theCode, type Account } from './people.js';
import { FetchCalls, SdkCalls, type ScalekitCalls } from './scalekit-calls.js';
import { Sessions, type Session } from './sessions.js';

export interface Design {
  /** Where the login request is kept. */
  readonly keeps?: 'hidden fields' | 'session';
  readonly calls?: 'fetch' | 'sdk';
  /** Asks after every login. */
  readonly asksAlways?: boolean;
  readonly secondFactor?: boolean;
}

/** A login that somebody wrote by hand with Express: right, but for the fault that is asked for. */
export class HandWrittenLogin {
  /** Changes at any time. */
  fault: SeededFault | undefined;
  readonly #has = (fault: SeededFault) => this.fault === fault;
  readonly #sessions = new Sessions(this.#has);
  readonly #pages = new Pages(this.#has);
  readonly #calls: ScalekitCalls;
  #server: Server | undefined;
  #newest: Asked | undefined;
  readonly #finished = new Set<string>();
  readonly #forgotten = new Set<string>();

  constructor(
    private readonly credentials: EmulatorCredentials,
    private readonly design: Design = {},
  ) {
    this.#calls =
      design.calls === 'sdk' ? new SdkCalls(credentials) : new FetchCalls(credentials, this.#has);
  }

  async start(): Promise<string> {
    this.#server = this.#app().listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    return `http://localhost:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    await this.#calls.close();
    this.#server?.close();
  }

  #app(): Express {
    const app = express();
    app.use(express.urlencoded({ extended: true }));
    app.use((request, response, next) => {
      this.#headers(response);
      const site = request.headers['sec-fetch-site'];
      const foreign = request.method === 'POST' && site === 'cross-site';
      const asks = request.path === '/confirm' && this.#has('asks without a token');
      if (!foreign || asks || this.#has('takes forms of other sites')) return next();
      response.status(403).send(this.#pages.page('That form was not ours.'));
    });
    app.get('/login', (request, response) => this.#open(request, response));
    app.post('/login', (request, response) => this.#signIn(request, response, request.body));
    app.post('/code', (request, response) => this.#code(request, response));
    app.post('/confirm', (request, response) => this.#confirm(request, response));
    app.get('/confirm', (request, response) => this.#confirm(request, response));
    app.post('/cancel', (request, response) => this.#cancel(request, response));
    app.get('/', (request, response) => {
      const { user } = this.#sessions.of(request, response);
      response.send(this.#pages.page(user ? `Hello ${user.email}` : 'Hello stranger'));
    });
    return app;
  }

  #headers(response: Response): void {
    const has = this.#has;
    response.set('referrer-policy', has('tells its address') ? 'unsafe-url' : 'same-origin');
    if (!has('may be cached')) response.set('cache-control', 'no-store');
    if (has('isolates its windows')) response.set('cross-origin-opener-policy', 'same-origin');
    if (has('has form-action self')) {
      response.set('content-security-policy', "default-src 'self'; form-action 'self'");
    }
  }

  /** @returns undefined for a plain login, 'bad' for what has to be refused */
  #asked({ query }: Request): Asked | 'bad' | undefined {
    const { login_request_id: id, state } = query;
    const has = this.#has;
    if (has('crashes on lists') && id !== undefined) (id as string).startsWith('lri_');
    if (id === undefined) {
      return has('hands off with state alone') && state ? { id: 'lri_1', state: '' } : undefined;
    }
    if (has('does without state') && state === undefined) return { id: String(id), state: '' };
    if (typeof id !== 'string' || typeof state !== 'string') return 'bad';
    const anyId = has('puts any id into the path') || has('writes the id as it is');
    if (has('crashes on long ones') && state.length > 1024) throw new Error('too long');
    if (state.length > 1024 || (!anyId && !/^\w{1,128}$/.test(id))) return 'bad';
    return { id, state };
  }

  async #open(request: Request, response: Response): Promise<void> {
    const session = this.#sessions.of(request, response);
    const asked = this.#asked(request);
    const has = this.#has;
    if (has('sends the form by GET') && 'password' in request.query) {
      return this.#signIn(request, response, { ...request.query });
    }
    if (asked === 'bad') {
      response.status(400).send(this.#pages.page('That link is broken.'));
      return;
    }
    if (asked && has('forgets the login request at a reload') && session.requests.has(asked.id)) {
      return void response.send(this.#form(undefined));
    }
    if (asked) this.#keep(session, asked);
    else if (!has('remembers a login request for later')) this.#newest = undefined;
    if (asked && has('pushes when the page is opened')) {
      await this.#calls.push(asked.id, toUser(people[0]));
    }
    const known = has('signs in before the code') ? (session.user ?? session.half) : session.user;
    if (asked && known) {
      if (has('hands who is signed in off at once')) {
        return this.#finish(request, response, known, asked);
      }
      if (has('sends who is signed in home')) return response.redirect(303, '/');
      return void response.send(this.#question(session, asked, known));
    }
    const { next } = has('goes where next says') ? request.query : {};
    response.send(this.#form(asked, undefined, undefined, String(next ?? '')));
  }

  #keep(session: Session, asked: Asked): void {
    this.#newest = asked;
    if (this.#has('keeps one login request by session')) session.requests.clear();
    session.requests.set(asked.id, asked.state);
  }

  #form(asked: Asked | undefined, problem?: string, password?: unknown, next = ''): string {
    const inSession = this.design.keeps === 'session' && asked;
    return this.#pages.login({
      asked,
      fields: this.#fields(asked),
      action: inSession ? `/login?for=${asked.id}` : `/login${next && `?next=${escape(next)}`}`,
      ...(problem !== undefined && { problem, password }),
    });
  }

  #fields(asked: Asked | undefined): string {
    if (!asked) return '';
    if (this.design.keeps !== 'session') return this.#pages.hidden(asked);
    return `<input type="hidden" name="login_request_id" value="${asked.id}">`;
  }

  #question(session: Session, asked: Asked, { email }: Account): string {
    const query = new URLSearchParams({ login_request_id: asked.id, state: asked.state });
    const link = this.#has('asks by a link') ? `/confirm?${query.toString()}` : undefined;
    return this.#pages.question(this.#fields(asked), session.csrf, email, link);
  }

  /** Which login request a form or link belongs to. */
  #named(session: Session, request: Request, body: Record<string, unknown>): Asked | undefined {
    const { id = request.query['for'], state } = {
      id: body['login_request_id'],
      state: body['state'],
    };
    const has = this.#has;
    if (has('keeps one login request by session')) {
      const [only] = session.requests;
      return only && { id: only[0], state: only[1] };
    }
    if (has('uses the newest login request') || has('remembers a login request for later')) {
      return this.#newest;
    }
    if (has('hands plain logins off') && !id) return { id: 'lri_1', state: 'none' };
    if (typeof id !== 'string' || id === '' || this.#forgotten.has(id)) return undefined;
    const kept = session.requests.get(id);
    if (this.design.keeps === 'session')
      return kept === undefined ? undefined : { id, state: kept };
    return typeof state === 'string' ? { id, state } : undefined;
  }

  async #signIn(
    request: Request,
    response: Response,
    body: Record<string, unknown>,
  ): Promise<void> {
    const has = this.#has;
    const session = this.#sessions.of(request, response);
    const asked = this.#named(session, request, body);
    const { email, password } = body;
    const known = people.find((one) => one.email === email);
    const empty = has('takes an empty password') && password === '';
    const right = known?.password === password || empty;
    if (!known || (!right && !has('pushes for a wrong password'))) {
      if (has('loses the login request at a wrong password')) {
        return response.redirect(303, '/login?failed=1');
      }
      return void response.status(401).send(this.#form(asked, 'Wrong password', password));
    }
    if (this.design.secondFactor && !has('skips the code')) {
      session.half = known;
      return void response.send(this.#pages.code(this.#fields(asked)));
    }
    const { next } = request.query;
    return this.#signedIn(request, response, session, known, asked, String(next ?? ''));
  }

  #code(request: Request, response: Response): Promise<void> | void {
    const session = this.#sessions.of(request, response);
    const body = request.body as Record<string, unknown>;
    const asked = this.#named(session, request, body);
    if (!session.half) return void response.status(401).send(this.#form(asked));
    if (body['otp'] !== theCode && !this.#has('takes any code')) {
      return void response.status(401).send(this.#pages.code(this.#fields(asked)));
    }
    return this.#signedIn(request, response, session, session.half, asked);
  }

  #signedIn(
    request: Request,
    response: Response,
    session: Session,
    user: Account,
    asked: Asked | undefined,
    next = '',
  ): Promise<void> | void {
    const renewed = this.#sessions.signIn(session, response, user);
    if (this.#has('goes where next says') && next) return response.redirect(303, next);
    if (!asked) return response.redirect(303, '/');
    if (this.design.asksAlways) {
      return void response.send(this.#question(renewed, asked, user));
    }
    return this.#finish(request, response, user, asked);
  }

  #confirm(request: Request, response: Response): Promise<void> | void {
    const has = this.#has;
    const session = this.#sessions.of(request, response);
    const posts = request.method === 'POST';
    const body = (posts ? request.body : request.query) as Record<string, unknown>;
    const asked = this.#named(session, request, body);
    const user = session.user ?? (has('signs in before the code') ? session.half : undefined);
    const forged = !has('asks without a token') && body['csrf'] !== session.csrf;
    if (!asked || !user || (posts ? forged : !has('asks by a link'))) {
      return void response.status(403).send(this.#pages.page('Please begin again.'));
    }
    return this.#finish(request, response, user, asked);
  }

  async #cancel(request: Request, response: Response): Promise<void> {
    const session = this.#sessions.of(request, response);
    const asked = this.#named(session, request, request.body as Record<string, unknown>);
    if (asked && !this.#has('cancels in silence')) {
      await this.#calls.push(
        asked.id,
        this.design.calls === 'sdk' ? { loginFailed: true } : { login_failed: true },
      );
      if (!this.#has('cancels without a way back')) {
        return response.redirect(303, this.#callback(request, asked));
      }
    }
    response.redirect(303, '/login');
  }

  async #finish(request: Request, response: Response, user: Account, asked: Asked): Promise<void> {
    const has = this.#has;
    const session = this.#sessions.of(request, response);
    if (has('forgets the login request at the first press') && !session.requests.delete(asked.id)) {
      return response.redirect(303, '/');
    }
    if (has('crashes after back') && this.#finished.has(asked.id)) throw new Error('finished');
    this.#finished.add(asked.id);
    try {
      if (!has('redirects without a push')) {
        const pushed = this.#calls.push(asked.id, this.#mapped(user, request));
        if (has('redirects before the push')) pushed.catch(() => undefined);
        else await pushed;
      }
    } catch (error) {
      const noToken = String(error).includes('no token');
      if (
        has('crashes when the push fails') ||
        (noToken && has('crashes when there is no token'))
      ) {
        throw error;
      }
      if (has('forgets the login request when the push fails')) this.#forget(session, asked);
      if (has('shows an empty page when the push fails')) return void response.type('html').end();
      const told = has('shows its configuration when the push fails')
        ? JSON.stringify(this.credentials)
        : '';
      const again = `Scalekit cannot be reached. Please go back and try again. ${told}`;
      return void response.status(503).send(this.#pages.page(again));
    }
    response.redirect(has('redirects by 307') ? 307 : 303, this.#callback(request, asked));
  }

  #forget(session: Session, { id }: Asked): void {
    session.requests.delete(id);
    this.#forgotten.add(id);
  }

  #mapped(user: Account, request: Request): object {
    const has = this.#has;
    const mapped = toUser(user);
    if (has('pushes a random sub')) return { ...mapped, sub: randomUUID() };
    if (has('pushes the same sub for everybody')) return { ...mapped, sub: 'user' };
    if (has('pushes without an email')) return { sub: user.id };
    if (has('pushes the whole record')) {
      return { ...mapped, custom_attributes: { ...user, password: undefined, password_hash: 'x' } };
    }
    if (has('pushes what the form says')) return { ...mapped, ...(request.body as object) };
    return mapped;
  }

  #callback(request: Request, { state }: Asked): string {
    const has = this.#has;
    const { environmentUrl, connectionId } = this.credentials;
    const forwarded = request.headers['x-forwarded-host'];
    const base =
      has('believes X-Forwarded-Host') && forwarded
        ? `https://${String(forwarded)}`
        : environmentUrl;
    const written = has('state goes unescaped into the callback')
      ? state
      : encodeURIComponent(has('state is decoded twice') ? decodeURIComponent(state) : state);
    const sent = has('state is a new one') ? randomUUID() : written;
    return `${base}/sso/v1/connections/${connectionId}/partner:callback?state=${sent}`;
  }
}

function toUser({ id, email }: Account): Record<string, unknown> {
  return { sub: id, email };
}
