import { randomUUID } from 'node:crypto';
import type { LoginRequestDetails } from '../details/login-request-details.js';
import { isolated } from '../details/shown-name.js';
import {
  LoginDeniedError,
  LoginRequestTakenError,
  ResourceNotConnectedError,
  type FederationError,
} from '../errors/federation-errors.js';
import { atOnce, callApp } from '../errors/app-function.js';
import type { Answer, Page } from '../http/answer.js';
import type { PlatformRequest } from '../http/http-exchange.js';
import { askingLine } from './asking-app.js';
import { continueBody, type ContinuePageContent } from './continue-page.js';
import { continueScript } from './continue-script.js';
import { escapeHtml } from './html.js';
import { defaultStyle, type PageTemplate } from './page-template.js';
import { withReplaced } from './replaced-texts.js';
import type { FederationTexts, ReplacedTexts } from './texts.js';

/** The app's words and its template. */
export interface PageOptions {
  readonly texts: (request: unknown) => ReplacedTexts;
  readonly template: PageTemplate;
}

/** What stands on the page of an error beside its words. */
export interface ErrorPageContent {
  readonly nextUrl?: string | undefined;
  readonly retryUrl?: string | undefined;
  readonly hint?: string | undefined;
}

/** Every page that this module shows, in the app's words and template. */
export class Pages {
  constructor(private readonly options: PageOptions) {}

  textsFor(request: PlatformRequest): FederationTexts {
    return callApp('texts', () => withReplaced(atOnce(this.options.texts(request))));
  }

  /** What stands where people sign in, as plain text. */
  notice(request: PlatformRequest, details: LoginRequestDetails | undefined): string {
    const { notice, asking } = this.textsFor(request);
    return details === undefined ? notice : `${notice} ${askingLine(details, asking)}`;
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

  /**
   * @param more.nextUrl where this very error leads, if it leads anywhere
   * @param more.retryUrl where trying again makes sense else: the continue page of this login request
   * @param more.hint for the developer of the app, where there is one to see it
   */
  error(
    request: PlatformRequest,
    error: FederationError,
    { nextUrl, retryUrl, hint }: ErrorPageContent,
  ): Page {
    const texts = this.textsFor(request);
    const { title } = texts.errors[error.code];
    const said = sayings(error, texts).map(paragraph).join('');
    const url = nextUrl ?? (error.nextStep === 'retry' ? retryUrl : undefined);
    const next = url === undefined ? '' : action(labelOf(error, texts), url);
    const code = `<p class="soft"><code>${error.code}</code></p>`;
    const advice = hint === undefined ? '' : paragraph(hint);
    return this.render(texts, title, said + next + advice + code);
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
      title,
      nonce,
      body: `<h1>${escapeHtml(title)}</h1>\n${content}`,
      style: `<style nonce="${nonce}">${defaultStyle}</style>`,
      script: code && `<script nonce="${nonce}">${code}</script>\n`,
    };
    return { html: callApp('template', () => textOf(this.options.template(parts))), nonce };
  }
}

/** The policy's own words come first; what nobody serves is named. */
function sayings(error: FederationError, { errors, taken }: FederationTexts): string[] {
  const { text } = errors[error.code];
  if (error instanceof LoginRequestTakenError) return [textByKnowledge(error, taken) ?? text];
  if (error instanceof LoginDeniedError) return [error.advice ?? text];
  const resource = error instanceof ResourceNotConnectedError ? error.resource : '';
  return resource === '' ? [text] : [text, isolated(resource)];
}

function textByKnowledge(
  { by }: LoginRequestTakenError,
  { account, cancel, unknown }: FederationTexts['taken'],
): string | undefined {
  return { 'another account': account, cancel, unknown, elsewhere: undefined }[by];
}

function labelOf({ nextStep }: FederationError, texts: FederationTexts): string {
  if (nextStep === 'retry') return texts.tryAgain;
  return nextStep === 'sign-in-again' ? texts.signInAgain : texts.backToApp;
}

function textOf(html: unknown): string {
  const text = atOnce(html);
  if (typeof text !== 'string') throw new TypeError('it returned no text');
  return text;
}

function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>\n`;
}

function action(label: string, url: string): string {
  return `<div class="actions"><a class="button primary" href="${escapeHtml(url)}">${escapeHtml(label)}</a></div>\n`;
}
