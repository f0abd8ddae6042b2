import { randomUUID } from 'node:crypto';
import type { Request, Response } from 'express';
import type { SeededFault } from './faults.js';
import type { Account } from './people.js';

export interface Session {
  user?: Account | undefined;
  /** The password was right, the code is to come. */
  half?: Account | undefined;
  readonly csrf: string;
  /** State by login request id. */
  requests: Map<string, string>;
}

/** Sessions in memory, by a cookie. */
export class Sessions {
  readonly #sessions = new Map<string, Session>();

  constructor(private readonly has: (fault: SeededFault) => boolean) {}

  of(request: Request, response: Response): Session {
    const id = /(?:^|; )sid=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
    return this.#sessions.get(id ?? '') ?? this.#begin(response, new Map());
  }

  /** A new id for whoever signs in. The old one keeps what a second press of the button needs. */
  signIn(session: Session, response: Response, user: Account): Session {
    const renewed = this.has('keeps the session at login')
      ? session
      : this.#begin(response, session.requests);
    renewed.user = user;
    renewed.half = undefined;
    return renewed;
  }

  #begin(response: Response, requests: Map<string, string>): Session {
    const id = randomUUID();
    const session = { csrf: randomUUID(), requests };
    this.#sessions.set(id, session);
    response.append('set-cookie', `sid=${id}; Path=/${this.#flags}`);
    return session;
  }

  get #flags(): string {
    if (this.has('has a cookie for scripts')) return '; SameSite=Lax';
    if (this.has('has a cookie for other sites')) return '; HttpOnly; SameSite=None';
    return this.has('asks without a token') ? '; HttpOnly' : '; HttpOnly; SameSite=Lax';
  }
}
