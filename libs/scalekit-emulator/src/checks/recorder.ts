import type { HttpAnswer, HttpRequest, Send } from '../browser/send.js';
import { isLoopbackName } from '../environment/loopback.js';

export interface Exchange {
  readonly request: HttpRequest;
  readonly answer: HttpAnswer;
}

/** What a browser sent and got, oldest first. */
export class Recorder {
  readonly exchanges: Exchange[] = [];
  /** Added to what the browser sends to the app. */
  extraHeaders: Readonly<Record<string, string>> = {};

  constructor(
    private readonly sendOn: Send,
    private readonly environmentUrl: string,
    /** A host outside this machine that may be called. */
    private readonly allowedHost: string | undefined,
  ) {}

  /** Other sites are never called: what leads there is answered by an empty page, and recorded. */
  readonly send: Send = async (request) => {
    const { hostname } = request.url;
    const isNear = isLoopbackName(hostname);
    const answer =
      isNear || hostname === this.allowedHost
        ? await this.sendOn(this.#withExtras(request))
        : { status: 200, headers: new Headers({ 'content-type': 'text/html' }), text: '' };
    this.exchanges.push({ request, answer });
    return answer;
  };

  /** Everything between this browser and the app, nothing of Scalekit's. */
  get withApp(): readonly Exchange[] {
    return this.exchanges.filter(({ request }) => !this.#isScalekit(request.url));
  }

  /** The addresses of Scalekit's `partner:callback` that the browser was sent to. */
  get callbacks(): readonly URL[] {
    return this.exchanges
      .map(({ request }) => request.url)
      .filter((url) => this.#isScalekit(url) && url.pathname.endsWith('/partner:callback'));
  }

  #withExtras(request: HttpRequest): HttpRequest {
    if (this.#isScalekit(request.url)) return request;
    return { ...request, headers: { ...request.headers, ...this.extraHeaders } };
  }

  #isScalekit({ origin }: URL): boolean {
    return origin === new URL(this.environmentUrl).origin;
  }
}
