import { randomUUID } from 'node:crypto';
import type { LoginRequestDetails } from '../details/login-request-details.js';
import type { FederationError } from '../errors/federation-errors.js';
import { atOnce, callApp } from '../errors/app-function.js';
import type { Answer, Page } from '../http/answer.js';
import type { PlatformRequest } from '../http/http-exchange.js';
import { continueBody, type ContinuePageContent } from './continue-page.js';
import { continueScript } from './continue-script.js';
import { directionOf } from './direction.js';
import { errorBody, type ErrorPageContent } from './error-page.js';
import { escapeHtml } from './html.js';
import { action, paragraph } from './markup.js';
import { noticeOf, type Notice } from './notice.js';
import { overBody, type OverPageWays } from './over-page.js';
import { defaultStyle, type PageTemplate } from './page-template.js';
import { withReplaced } from './replaced-texts.js';
import type { Ending, FederationTexts, ReplacedTexts } from './texts.js';

/** The app's words and its template. */
export interface PageOptions {
  readonly texts: (request: unknown) => ReplacedTexts;
  readonly template: PageTemplate;
}

/** Every page that this module shows, in the app's words and template. */
export class Pages {
  constructor(private readonly options: PageOptions) {}

  textsFor(request: PlatformRequest): FederationTexts {
    return callApp('texts', () => withReplaced(atOnce(this.options.texts(request))));
  }

  notice(request: PlatformRequest, details: LoginRequestDetails | undefined): Notice {
    return noticeOf(this.textsFor(request), details);
  }

  continuePage(request: PlatformRequest, content: ContinuePageContent): Page {
    const texts = this.textsFor(request);
    return this.render(
      texts,
      texts.continuePage.title,
      continueBody(content, texts),
      continueScript,
    );
  }

  /** The way back to Scalekit. */
  wayBack(request: PlatformRequest, ending: 'completed' | 'rejected', callbackUrl: string): Answer {
    return this.onward(this.textsFor(request), ending, callbackUrl);
  }

  /** The way to an identity provider. */
  wayOut(request: PlatformRequest, url: string): Answer {
    return this.onward(this.textsFor(request), 'leaving', url);
  }

  /** Said before anybody types a password for nothing. */
  over(request: PlatformRequest, ending: Ending, ways: OverPageWays): Page {
    const texts = this.textsFor(request);
    return this.render(texts, texts.over[ending].title, overBody(ending, ways, texts));
  }

  error(request: PlatformRequest, error: FederationError, content: ErrorPageContent): Page {
    const texts = this.textsFor(request);
    return this.render(texts, texts.errors[error.code].title, errorBody(error, content, texts));
  }

  /**
   * A page with `Refresh` and a link: a redirect that follows a form post would be held to the login
   * page's CSP `form-action`, hop after hop up to the MCP client.
   */
  private onward(
    texts: FederationTexts,
    wording: 'completed' | 'rejected' | 'leaving',
    url: string,
  ): Answer {
    const { title, text } = texts[wording];
    const page = this.render(texts, title, paragraph(text) + action(texts.goOn, url));
    return { kind: 'page', status: 200, page, headers: { Refresh: `0;url=${url}` } };
  }

  private render({ language }: FederationTexts, title: string, content: string, code = ''): Page {
    const nonce = randomUUID();
    const parts = {
      language,
      direction: directionOf(language),
      title,
      nonce,
      body: `<h1>${escapeHtml(title)}</h1>\n${content}`,
      style: `<style nonce="${nonce}">${defaultStyle}</style>`,
      script: code && `<script nonce="${nonce}">${code}</script>\n`,
    };
    return { html: callApp('template', () => textOf(this.options.template(parts))), nonce };
  }
}

function textOf(html: unknown): string {
  const text = atOnce(html);
  if (typeof text !== 'string') throw new TypeError('it returned no text');
  return text;
}
