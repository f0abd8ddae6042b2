import { randomBytes } from 'node:crypto';
import type { Answer } from '../http/answer.js';
import { expectsPage, type RequestHeaders } from '../http/caller.js';
import { action, also, paragraph } from './markup.js';
import { defaultStyle, defaultTemplate } from './page-template.js';

const title = 'Something went wrong';

/** Where the last resort leads. */
export interface WaysOn {
  /** Where another try makes sense; an empty one is the same page again. */
  readonly retryUrl?: string | undefined;
  /** The app's login page, without any login request. */
  readonly withoutUrl: string;
}

/**
 * The answer when everything else has failed: it asks no function of the app, neither for its words
 * nor for its template.
 */
export function lastResort(headers: RequestHeaders, { retryUrl, withoutUrl }: WaysOn): Answer {
  const status = 500;
  if (!expectsPage(headers)) {
    const body = { statusCode: status, error: 'internal_error', message: title };
    return { kind: 'json', status, body };
  }
  const nonce = randomBytes(16).toString('base64url');
  const without = 'Go on without connecting';
  const [advice, ways] =
    retryUrl === undefined
      ? ['Go', action(without, withoutUrl)]
      : ['Try again, or go', action('Try again', retryUrl) + also(without, withoutUrl)];
  const html = defaultTemplate({
    language: 'en',
    direction: 'ltr',
    title,
    nonce,
    body: `<h1>${title}</h1>
${paragraph(`This is not your doing. ${advice} back to your AI app and connect again from there.`)}${ways}<p class="soft"><code>internal_error</code></p>`,
    style: `<style nonce="${nonce}">${defaultStyle}</style>`,
    script: '',
  });
  return { kind: 'page', status, page: { html, nonce } };
}
