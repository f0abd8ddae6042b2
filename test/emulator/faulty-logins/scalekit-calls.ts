import type { EmulatorCredentials } from 'scalekit-emulator';
import { OfficialSdk } from '../official-sdk.js';
import type { SeededFault } from './faults.js';

/** The one thing that the login asks of Scalekit. */
export interface ScalekitCalls {
  /** @throws Error if Scalekit did not take it */
  push(loginRequestId: string, user: object): Promise<void>;
  close(): Promise<void>;
}

/** By the official SDK. */
export class SdkCalls implements ScalekitCalls {
  readonly #sdk: OfficialSdk;
  #last: Promise<unknown> = Promise.resolve();

  constructor(private readonly credentials: EmulatorCredentials) {
    this.#sdk = new OfficialSdk(credentials);
  }

  async push(loginRequestId: string, user: object): Promise<void> {
    const { connectionId } = this.credentials;
    const call = 'auth.updateLoginUserDetails';
    // One at a time: the thread's answers carry no number.
    const done = this.#last.then(() => this.#sdk.call(call, connectionId, loginRequestId, user));
    this.#last = done.catch(() => undefined);
    await done;
  }

  close(): Promise<void> {
    return this.#sdk.close();
  }
}

/** By two calls of `fetch`, as people write them. */
export class FetchCalls implements ScalekitCalls {
  #token: string | undefined;

  constructor(
    private readonly credentials: EmulatorCredentials,
    private readonly has: (fault: SeededFault) => boolean,
  ) {}

  async push(loginRequestId: string, user: object): Promise<void> {
    let status = await this.#post(loginRequestId, user);
    if (status === 401 && !this.has('keeps its token for ever')) {
      this.#token = undefined;
      status = await this.#post(loginRequestId, user);
    }
    if (status !== 200 && !this.has('ignores the status of the push')) {
      throw new Error(`push ${status}`);
    }
  }

  async close(): Promise<void> {}

  async #post(loginRequestId: string, user: object): Promise<number> {
    const { environmentUrl, connectionId, resourceUrl } = this.credentials;
    const id = this.has('pushes to the resource id') ? resourceUrl.split('/').at(-1) : connectionId;
    const answer = await fetch(
      `${environmentUrl}/api/v1/connections/${id}/auth-requests/${loginRequestId}/user`,
      {
        method: 'POST',
        headers: {
          authorization: `Bearer ${(this.#token ??= await this.#fetchToken())}`,
          'content-type': 'application/json',
        },
        body: JSON.stringify(user),
      },
    );
    return answer.status;
  }

  async #fetchToken(): Promise<string> {
    const { environmentUrl, clientId, clientSecret } = this.credentials;
    const answer = await fetch(`${environmentUrl}/oauth/token`, {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
      }),
    });
    if (!answer.ok) throw new Error('no token');
    return ((await answer.json()) as { access_token: string }).access_token;
  }
}
