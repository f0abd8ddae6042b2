import { randomBytes } from 'node:crypto';
import type { Answer } from '../http/answer.js';
import { expectsPage, type RequestHeaders } from '../http/caller.js';
import { escapeHtml } from './html.js';
import { defaultStyle, defaultTemplate } from './page-template.js';

const title = 'Something went wrong';
const message =
  'This is not your doing. Try again, or go back to your AI app and connect again from there.';

/**
 * The answer when everything else has failed: it asks no function of the app, neither for its words
 * nor for its template.
 *
 * @param retryUrl where another try makes sense; the same page again without one
 */
export function lastResort(headers: RequestHeaders, retryUrl = ''): Answer {
  const status = 500;
  if (!expectsPage(headers)) {
    const body = { statusCode: status, error: 'internal_error', message: title };
    return { kind: 'json', status, body };
  }
  const nonce = randomBytes(16).toString('base64url');
  const html = defaultTemplate({
    language: 'en',
    title,
    nonce,
    body: `<h1>${title}</h1>
<p>${message}</p>
<div class="actions"><a class="button primary" href="${escapeHtml(retryUrl)}">Try again</a></div>
<p class="soft"><code>internal_error</code></p>`,
    style: `<style nonce="${nonce}">${defaultStyle}</style>`,
    script: '',
  });
  return { kind: 'page', status, page: { html, nonce } };
}
