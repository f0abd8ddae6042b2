import { Inject, Injectable } from '@nestjs/common';
import { CookieSeal } from '../cookies/cookie-seal.js';
import type { Answer } from '../http/answer.js';
import type { HttpExchange } from '../http/http-exchange.js';
import { FederationUrls } from '../login-request/federation-urls.js';
import type { LoginRequestRecord } from '../login-request/login-request-record.js';
import { OrganizationChoice } from '../push/organization-choice.js';
import type { SignedIn } from '../push/signed-in-by.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { Pages } from '../pages/pages.js';
import type { Account } from './asked-account.js';
import { judgeCsrf, sealCsrf, type CsrfBinding, type CsrfVerdict } from './csrf-token.js';

/** What the continue page asks, and whether an answer is one to it. */
@Injectable()
export class ContinueQuestion {
  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    private readonly organizations: OrganizationChoice,
    private readonly seal: CookieSeal,
    private readonly urls: FederationUrls,
    private readonly pages: Pages,
  ) {}

  async ask(exchange: HttpExchange, record: LoginRequestRecord, account: Account): Promise<Answer> {
    const { txn, details } = record;
    const { user } = account;
    const organizations = await this.organizations.among(record, user, signedIn(account));
    const csrf = sealCsrf(this.seal, txn, bindingOf(account), Date.now());
    const action = this.urls.continueAction(exchange.request);
    const withoutUrl = this.urls.plainLoginUrl(exchange.request);
    const secondsLeft = Math.max(0, Math.floor((record.expiresAt - Date.now()) / 1000));
    const content = { txn, csrf, action, withoutUrl, user, details, organizations, secondsLeft };
    return {
      kind: 'page',
      status: 200,
      page: this.pages.continuePage(exchange.request, content),
      headers: {
        // With no-referrer a form's Origin is "null", and browsers without fetch metadata could not answer.
        'Referrer-Policy': 'same-origin',
        // No text fragment (#:~:text=) scrolls past the question.
        'Document-Policy': 'force-load-at-top',
      },
    };
  }

  judge(txn: string, token: unknown, account: Account): CsrfVerdict {
    const { loginRequestTtlSeconds: ttl } = this.options;
    return judgeCsrf(this.seal, txn, token, bindingOf(account), Date.now(), ttl * 1000);
  }
}

function bindingOf({ user, fromSession }: Account): CsrfBinding {
  return { sub: user.sub, fromSession };
}

/** A press on this page proves nothing more than the login that led to it. */
export function signedIn({ principal, fresh }: Account): SignedIn {
  return { principal, fresh, proven: fresh };
}
