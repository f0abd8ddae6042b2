import { Inject, Injectable } from '@nestjs/common';
import type { HttpExchange } from '../http/http-exchange.js';
import { Pages } from '../pages/pages.js';
import { FederationPaths } from '../pages/federation-paths.js';
import type { Transaction } from '../transaction/transaction.js';
import { LoginRequest } from './login-request.js';

/** Makes transactions into login requests as the app sees them: with its URLs, in the visitor's language. */
@Injectable()
export class LoginRequests {
  constructor(
    @Inject(FederationPaths) private readonly paths: FederationPaths,
    @Inject(Pages) private readonly pages: Pages,
  ) {}

  of({ request }: HttpExchange, transaction: Transaction): LoginRequest {
    const { notice } = this.pages.textsFor(request);
    return new LoginRequest(transaction, this.paths.continueUrl(request, transaction.txn), notice);
  }
}
