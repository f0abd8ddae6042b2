import { Inject, Injectable } from '@nestjs/common';
import type { HttpExchange } from '../http/http-exchange.js';
import { Pages } from '../pages/pages.js';
import { FederationUrls } from './federation-urls.js';
import type { LoginRequestRecord } from './login-request-record.js';
import { LoginRequest } from './login-request.js';

/** Makes transactions into login requests as the app sees them: with its URLs, in the visitor's language. */
@Injectable()
export class LoginRequestFactory {
  constructor(
    @Inject(FederationUrls) private readonly paths: FederationUrls,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  of({ request }: HttpExchange, transaction: LoginRequestRecord): LoginRequest {
    const { notice } = this.pages.textsFor(request);
    return new LoginRequest(transaction, this.paths.continueUrl(request, transaction.txn), notice);
  }
}
