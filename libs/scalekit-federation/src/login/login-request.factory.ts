import { Injectable } from '@nestjs/common';
import type { HttpExchange } from '../http/http-exchange.js';
import { Pages } from '../pages/pages.js';
import { FederationUrls } from './federation-urls.js';
import type { LoginRequestRecord } from './login-request-record.js';
import { LoginRequest } from './login-request.js';

/** Makes login requests into login requests as the app sees them: with its URLs, in the visitor's language. */
@Injectable()
export class LoginRequestFactory {
  constructor(
    private readonly paths: FederationUrls,
    private readonly pages: Pages,
  ) {}

  of({ request }: HttpExchange, record: LoginRequestRecord): LoginRequest {
    const { notice } = this.pages.textsFor(request);
    return new LoginRequest(record, this.paths.continueUrl(request, record.txn), notice);
  }
}
