import type { LoginOrganization } from '../details/login-policy.js';
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
  /** To choose one of, where there are several. */
  readonly organizations: readonly LoginOrganization[];
}

/**
 * Whose account, which app, what is asked, and below it three ways on. Nothing here has an id: by a
 * fragment of the address, whoever opens the page in a small window could scroll past the question.
 */
export function continueBody(content: ContinuePageContent, texts: FederationTexts): string {
  const { text, advice, started, organization, ...labels } = texts.continuePage;
  return `<form class="scalekit-continue" method="post" action="${escapeHtml(content.action)}">
<p class="question">${escapeHtml(text)}</p>
${account(content.user)}
${content.details ? `${askingList(content.details, texts.asking)}\n` : ''}${choice(content.organizations, organization)}<fieldset>
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

/** None is chosen beforehand: what connects to the wrong one is hard to notice. */
function choice(organizations: readonly LoginOrganization[], legend: string): string {
  if (organizations.length < 2) return '';
  const ways = organizations.map(
    ({ externalId, name }) =>
      `<label class="check"><input type="radio" name="scalekit_organization" required value="${escapeHtml(externalId)}"> <span>${escapeHtml(name)}</span></label>`,
  );
  return `<fieldset class="organizations">\n<legend>${escapeHtml(legend)}</legend>\n${ways.join('\n')}\n</fieldset>\n`;
}

/** The address leads: a name is the user's own text, and could be somebody else's address. */
function account({ name, givenName, familyName, email }: FederatedUser): string {
  const called = name ?? [givenName, familyName].filter(Boolean).join(' ');
  const beside = called === email ? '' : escapeHtml(called);
  return `<p class="account"><strong>${escapeHtml(email)}</strong>${beside}</p>`;
}
