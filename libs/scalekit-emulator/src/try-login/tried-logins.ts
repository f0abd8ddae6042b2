import { toFinished, type FinishedLogin } from '../begin-login/begun-login.js';
import { LoginStoppedError } from '../begin-login/login-stopped.error.js';
import { PlayedClient, type McpServer } from '../begin-login/played-client.js';
import type { Send } from '../browser/send.js';
import { triedLoginBounds } from '../memory/bounds.js';
import { Newest } from '../memory/newest.js';
import { newToken, sameToken } from '../server/cookies.js';

/** One login that a person tries in a browser, while the emulator plays the AI app. */
export interface TriedLogin {
  readonly id: string;
  /** In a cookie: whose browser began it. */
  readonly browserToken: string;
  readonly client: PlayedClient;
  /** What the client got in the end, or why it got nothing. */
  outcome?: FinishedLogin | LoginStoppedError;
}

/** The newest of them. */
export class TriedLogins {
  readonly #byId = new Newest<TriedLogin>(triedLoginBounds);

  constructor(
    private readonly environmentUrl: string,
    private readonly send: Send,
  ) {}

  /** @throws {LoginStoppedError} `register` */
  async begin(server: McpServer): Promise<TriedLogin> {
    const id = newToken();
    const client = await PlayedClient.register(this.send, server, {
      redirectUri: `${this.environmentUrl}/try/${id}/callback`,
      clientName: 'A login that you try',
    });
    const login = { id, browserToken: newToken(), client };
    this.#byId.set(id, login);
    return login;
  }

  /** @returns the login, if this browser began it */
  find(id: string, browserToken: string | undefined): TriedLogin | undefined {
    const login = this.#byId.get(id);
    return login && sameToken(browserToken, login.browserToken) ? login : undefined;
  }

  /** Redeems the code that the browser came back with; a second time it changes nothing. */
  async finish(login: TriedLogin, callbackUrl: string): Promise<void> {
    if (login.outcome !== undefined) return;
    try {
      login.outcome = toFinished(await login.client.redeem(callbackUrl));
    } catch (error) {
      if (!(error instanceof LoginStoppedError)) throw error;
      login.outcome ??= error;
    }
  }

  clear(): void {
    this.#byId.clear();
  }
}
