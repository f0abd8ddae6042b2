import type { LoginRequestDetails } from '../details/login-request-details.js';
import type { FederatedUser } from '../user/federated-user.js';
import { askingList } from './asking-app.js';
import { escapeHtml } from './html.js';
import type { FederationTexts } from './texts.js';

/** What the continue page shows and posts back. */
export interface ContinuePageContent {
  readonly txn: string;
  readonly csrf: string;
  /** The page's own path. */
  readonly action: string;
  readonly user: FederatedUser;
  /** The app that asks, where that is known. */
  readonly details: LoginRequestDetails | undefined;
}

/**
 * Whose account, which app, what is asked, and below it three ways on. Nothing here has an id: by a
 * fragment of the address, whoever opens the page in a small window could scroll past the question.
 */
export function continueBody(content: ContinuePageContent, texts: FederationTexts): string {
  const { text, advice, started, ...labels } = texts.continuePage;
  return `<form class="scalekit-continue" method="post" action="${escapeHtml(content.action)}">
<p class="question">${escapeHtml(text)}</p>
${account(content.user)}
${content.details ? `${askingList(content.details, texts.asking)}\n` : ''}<fieldset>
<legend class="advice">${escapeHtml(advice)}</legend>
<input type="hidden" name="scalekit_txn" value="${escapeHtml(content.txn)}">
<input type="hidden" name="scalekit_csrf" value="${escapeHtml(content.csrf)}">
<label class="check"><input type="checkbox" required> <span>${escapeHtml(started)}</span></label>
<div class="actions">
<button class="primary" name="action" value="continue">${escapeHtml(labels.continue)}</button>
<button name="action" value="switch" formnovalidate>${escapeHtml(labels.switch)}</button>
<button name="action" value="cancel" formnovalidate>${escapeHtml(labels.cancel)}</button>
</div>
</fieldset>
</form>`;
}

/** The address leads: a name is the user's own text, and could be somebody else's address. */
function account({ name, givenName, familyName, email }: FederatedUser): string {
  const called = name ?? [givenName, familyName].filter(Boolean).join(' ');
  const beside = called === email ? '' : escapeHtml(called);
  return `<p class="account"><strong>${escapeHtml(email)}</strong>${beside}</p>`;
}
