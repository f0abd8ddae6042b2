import { Inject, Injectable } from '@nestjs/common';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { AuditLog } from '../login/audit-log.js';
import { CsrfFailedError, LoginRequestExpiredError } from '../errors/federation-errors.js';
import { HandOff } from '../login/hand-off.js';
import type { Answer } from '../http/answer.js';
import { isFromElsewhere, mayOpenInTab, single } from '../http/caller.js';
import type { HttpExchange } from '../http/http-exchange.js';
import { LoginRequestFactory } from '../login/login-request.factory.js';
import { Pages } from '../pages/pages.js';
import { FederationUrls } from '../login/federation-urls.js';
import type { SignedIn } from '../login/signed-in-by.js';
import { WayToLoginPage } from '../login/way-to-login-page.js';
import { LoginRequestRecorder } from '../login/login-request.recorder.js';
import { CookieSeal } from '../cookies/cookie-seal.js';
import { LoginRequestCookies } from '../login/login-request-cookies.js';
import { isUsable, type LoginRequestRecord } from '../login/login-request-record.js';
import { ArrivingTicket } from './arriving-ticket.js';
import { AskedAccount, type Account } from './asked-account.js';
import { judgeCsrf, sealCsrf, type CsrfBinding, type CsrfVerdict } from './csrf-token.js';

/** The one page that asks a person: whose account, what is asked, and Continue, Not you or Cancel. */
@Injectable()
export class ContinueEndpoint {
  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    private readonly accounts: AskedAccount,
    private readonly handOff: HandOff,
    private readonly factory: LoginRequestFactory,
    private readonly cookies: LoginRequestCookies,
    private readonly arriving: ArrivingTicket,
    private readonly seal: CookieSeal,
    private readonly paths: FederationUrls,
    private readonly pages: Pages,
    private readonly audit: AuditLog,
    private readonly loginPage: WayToLoginPage,
    private readonly recorder: LoginRequestRecorder,
  ) {}

  /** @throws CsrfFailedError for frames and scripts, LoginRequestExpiredError */
  async show(exchange: HttpExchange): Promise<Answer> {
    if (!mayOpenInTab(exchange.request.headers)) {
      throw new CsrfFailedError('this page opens only in a tab of its own');
    }
    const named = exchange.query.getAll('scalekit_txn');
    const arrived = this.arriving.setAside(exchange, named);
    if (arrived !== undefined) return arrived;
    const record = this.recordOf(exchange, named);
    const account = await this.accounts.of(exchange.request, record);
    if (account === undefined) return this.noAccount(exchange, record);
    const asked = await this.recorder.complete(record);
    // From here on the account ends with the session that names it.
    const binds = account.fromSession && record.user !== undefined && !record.ofSession;
    if (binds || asked !== record) {
      this.cookies.save(exchange, binds ? { ...asked, ofSession: true } : asked);
    }
    return this.ask(exchange, asked, account);
  }

  private ask(
    exchange: HttpExchange,
    { txn, details }: LoginRequestRecord,
    account: Account,
  ): Answer {
    const csrf = sealCsrf(this.seal, txn, bindingOf(account), Date.now());
    const action = this.paths.continueAction(exchange.request);
    const content = { txn, csrf, action, user: account.user, details };
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

  /** @throws CsrfFailedError, LoginRequestExpiredError, and what a push throws */
  async answer(exchange: HttpExchange): Promise<Answer> {
    const { fields, request } = exchange;
    if (isFromElsewhere(request.headers)) throw new CsrfFailedError('it came from another site');
    const record = this.recordOf(exchange, [fields['scalekit_txn']]);
    const account = await this.accounts.of(request, record);
    const { txn, connection } = record;
    const token = fields['scalekit_csrf'];
    const verdict = account && this.judge(txn, token, account);
    if (account === undefined || verdict === 'foreign') {
      throw new CsrfFailedError('the account or the page is not the one it was shown for');
    }

    switch (fields['action']) {
      case 'continue':
        // A press that was meant for something else, perhaps: the page's script can be switched off.
        if (verdict === 'hasty') return this.ask(exchange, record, account);
        this.audit.write('confirmed', { txn, connection, sub: account.user.sub });
        return this.handOff.complete(exchange, record, account.user, signedIn(account));
      case 'switch':
        return this.loginPage.lead(exchange, record, 'switchAccount');
      case 'cancel':
        return this.handOff.giveUp(exchange, this.factory.of(exchange, record));
      default:
        throw new CsrfFailedError('it names no action of this page');
    }
  }

  private judge(txn: string, token: unknown, account: Account): CsrfVerdict {
    const { loginRequestTtlSeconds: ttl } = this.options;
    return judgeCsrf(this.seal, txn, token, bindingOf(account), Date.now(), ttl * 1000);
  }

  /** Where the person may try again, if the request names a usable login request. */
  retryUrl(exchange: HttpExchange): string | undefined {
    const [named] = exchange.query.getAll('scalekit_txn');
    const txn = exchange.fields['scalekit_txn'] ?? named;
    const record = typeof txn === 'string' ? this.cookies.find(exchange, txn) : undefined;
    return record && this.paths.continueUrl(exchange.request, record.txn);
  }

  private recordOf(exchange: HttpExchange, named: readonly unknown[]): LoginRequestRecord {
    const [txn, ...more] = named;
    const isSingle = more.length === 0 && typeof txn === 'string';
    const record = isSingle ? this.cookies.find(exchange, txn) : undefined;
    if (!record || !isUsable(record, Date.now())) throw new LoginRequestExpiredError();
    return record;
  }

  private noAccount(exchange: HttpExchange, record: LoginRequestRecord): Answer {
    const { request } = exchange;
    const { txn, ofSession } = record;
    // A cookie with SameSite=Strict stays behind on the way from another site, an identity provider's
    // or a mail's (RFC 6265bis 5.2); a page of ours that leads here itself brings it along.
    if (ofSession && single(request.headers, 'sec-fetch-site') === 'cross-site') {
      return this.pages.wayOut(request, this.paths.continueUrl(request, txn));
    }
    return this.loginPage.lead(exchange, record, 'switchAccount');
  }
}

function bindingOf({ user, fromSession }: Account): CsrfBinding {
  return { sub: user.sub, fromSession };
}

/** A press on this page proves nothing more than the login that led to it. */
function signedIn({ principal, fresh }: Account): SignedIn {
  return { principal, fresh, proven: fresh };
}
