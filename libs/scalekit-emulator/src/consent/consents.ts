import { loginBounds } from '../memory/bounds.js';
import { Newest } from '../memory/newest.js';
import type { LoginRequest } from '../login-request/login-request.js';
import { newToken, sameToken } from '../server/cookies.js';

/** A question that waits for a person, in the browser that opened the callback. */
export interface Consent {
  readonly id: string;
  /** In a cookie: whose question it is. */
  readonly browserToken: string;
  /** In the form: that the answer was given on the page. */
  readonly formToken: string;
  readonly request: LoginRequest;
}

export class Consents {
  readonly #byId = new Newest<Consent>(loginBounds);

  ask(request: LoginRequest): Consent {
    const consent = {
      id: newToken(),
      browserToken: newToken(),
      formToken: newToken(),
      request,
    };
    this.#byId.set(consent.id, consent);
    return consent;
  }

  /** @returns the question, if this browser was asked it and it is still open */
  find(id: string, browserToken: string | undefined): Consent | undefined {
    const consent = this.#byId.get(id);
    return consent && sameToken(browserToken, consent.browserToken) ? consent : undefined;
  }

  /** @returns the id of the question that is open for a login, whoever was asked it */
  idFor(request: LoginRequest): string | undefined {
    return this.#byId.values().find((consent) => consent.request === request)?.id;
  }

  close({ id }: Consent): void {
    this.#byId.delete(id);
  }

  clear(): void {
    this.#byId.clear();
  }
}
