import { Injectable } from '@nestjs/common';
import type { Answer } from '../http/answer.js';
import { expectsPage } from '../http/caller.js';
import type { HttpExchange } from '../http/http-exchange.js';
import { scriptAnswer } from '../http/script-answer.js';
import { Pages } from '../pages/pages.js';
import { ScalekitClients } from '../scalekit/scalekit-clients.js';
import { callbackUrl } from '../scalekit/scalekit-urls.js';
import type { LoginRequestRecord } from '../login-request/login-request-record.js';

/** Leads back to Scalekit, once it has accepted how the login ended. */
@Injectable()
export class WayBack {
  constructor(
    private readonly clients: ScalekitClients,
    private readonly pages: Pages,
  ) {}

  /** In the form that the caller can follow. */
  answer(
    { request, isForScript }: HttpExchange,
    record: LoginRequestRecord,
    ending: 'completed' | 'rejected',
    result: unknown,
  ): Answer {
    const location = this.urlOf(record);
    if (isForScript) return scriptAnswer(result, { redirectTo: location });
    if (expectsPage(request.headers)) return this.pages.wayBack(request, ending, location);
    return { kind: 'redirect', location };
  }

  urlOf({ state, connection }: LoginRequestRecord): string {
    return callbackUrl(this.clients.of(connection).connection, state);
  }
}
