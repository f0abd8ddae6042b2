import type { FederatedUser } from '../principal/federated-user.js';
import { escapeHtml } from './html.js';
import type { FederationTexts } from './texts.js';

/** What the continue page shows and posts back. */
export interface ContinuePageContent {
  readonly txn: string;
  readonly csrf: string;
  /** The page's own path. */
  readonly action: string;
  readonly user: FederatedUser;
}

/** Whose account, what is asked, and three ways on. Which AI app asks is not said, because Scalekit does not say. */
export function continueBody(content: ContinuePageContent, texts: FederationTexts): string {
  const { text, advice, started, ...labels } = texts.continuePage;
  return `<p>${escapeHtml(text)}</p>
${account(content.user)}
<p id="advice">${escapeHtml(advice)}</p>
<form method="post" action="${escapeHtml(content.action)}" aria-describedby="advice">
<input type="hidden" name="scalekit_txn" value="${escapeHtml(content.txn)}">
<input type="hidden" name="scalekit_csrf" value="${escapeHtml(content.csrf)}">
<label class="check" id="started"><input type="checkbox" required> <span>${escapeHtml(started)}</span></label>
<div class="actions">
<button class="primary" id="continue" name="action" value="continue">${escapeHtml(labels.continue)}</button>
<button name="action" value="switch" formnovalidate>${escapeHtml(labels.switch)}</button>
<button name="action" value="cancel" formnovalidate>${escapeHtml(labels.cancel)}</button>
</div>
</form>`;
}

/** The address leads: a name is the user's own text, and could be somebody else's address. */
function account({ name, givenName, familyName, email }: FederatedUser): string {
  const called = name ?? [givenName, familyName].filter(Boolean).join(' ');
  const beside = called === email ? '' : escapeHtml(called);
  return `<p class="account"><strong>${escapeHtml(email)}</strong>${beside}</p>`;
}

/**
 * Continue comes alive half a second after the page was seen and focused, so that a click meant for
 * another window cannot land on it. Without script a required checkbox takes its place.
 */
export const continueScript = `
const button = document.getElementById('continue');
const label = document.getElementById('started');
label.hidden = true;
label.querySelector('input').required = false;
let timer;
const watch = () => {
  clearTimeout(timer);
  button.disabled = true;
  if (document.visibilityState === 'visible' && document.hasFocus()) timer = setTimeout(() => { button.disabled = false; }, 500);
};
for (const event of ['focus', 'blur', 'pageshow']) addEventListener(event, watch);
document.addEventListener('visibilitychange', watch);
watch();
`;
