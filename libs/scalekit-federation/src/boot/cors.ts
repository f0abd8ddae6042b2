import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost, type AbstractHttpAdapter } from '@nestjs/core';
import { txnHeaders } from '../login/login-attempts.js';
import { onEveryAnswer, type Answered } from '../nest/every-answer.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { allowInCors } from './cors-options.js';
import { refusedHeaders } from './refused-headers.js';
import { FederationLogger } from '../log/federation-logger.js';

/**
 * What front ends on other origins need of the app's CORS: that it lets our request headers through
 * (GraphQL may use them), or else that somebody hears of it. Browsers tell nobody but their console.
 */
@Injectable()
export class Cors implements OnModuleInit {
  private readonly logger = new FederationLogger();
  private isTold = false;

  constructor(
    private readonly host: HttpAdapterHost,
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
  ) {
    if (options.frontEnds.length === 0) return;
    // Before the app calls enableCors(); a test has its adapter only later.
    const adapter = host.httpAdapter as AbstractHttpAdapter | undefined;
    if (adapter) allowInCors(adapter, txnHeaders);
    else host.init$.subscribe(() => allowInCors(host.httpAdapter, txnHeaders));
  }

  onModuleInit(): void {
    const adapter = this.host.httpAdapter as AbstractHttpAdapter | null | undefined;
    if (!adapter || this.options.frontEnds.length === 0) return;
    onEveryAnswer(adapter, (answered) => this.check(answered));
  }

  private check({ method, headers, answerHeader }: Answered): void {
    const { origin = '' } = headers;
    if (method !== 'OPTIONS' || this.isTold || !this.options.frontEnds.includes(origin)) return;
    const asked = headers['access-control-request-headers'] ?? '';
    const allowed = answerHeader('access-control-allow-headers');
    const refused = refusedHeaders(asked, typeof allowed === 'string' ? allowed : '', txnHeaders);
    if (refused.length === 0) return;
    this.isTold = true;
    this.logger.warn(
      `The app's CORS refuses ${refused.join(' and ')} to the front end ${origin}, so its browser will not send the login. Add them to allowedHeaders, or send scalekit_txn and scalekit_page in the body, or in GraphQL's extensions.`,
    );
  }
}
