import type { LoginOrganization } from '../details/login-policy.js';
import type { LoginRequestDetails } from '../details/login-request-details.js';
import type { FederatedUser } from '../user/federated-user.js';
import { askingList } from './asking-app.js';
import { escapeHtml } from './html.js';
import { action, paragraph } from './markup.js';
import { filled, type FederationTexts } from './texts.js';

/** What the continue page shows and posts back. */
export interface ContinuePageContent {
  readonly txn: string;
  readonly csrf: string;
  /** The page's own path. */
  readonly action: string;
  /** The app's login page, without any login request. */
  readonly withoutUrl: string;
  readonly user: FederatedUser;
  /** Whole seconds until no answer counts any more. */
  readonly secondsLeft: number;
  /** The app that asks, where that is known. */
  readonly details: LoginRequestDetails | undefined;
  /** To choose one of, where there are several. */
  readonly organizations: readonly LoginOrganization[];
}

/**
 * Whose account, which app, what is asked, until when, and below it three ways on. Nothing here has an id: by a
 * fragment of the address, whoever opens the page in a small window could scroll past the question.
 */
export function continueBody(content: ContinuePageContent, texts: FederationTexts): string {
  const { text, advice, started, organization, working, readFirst, ...labels } = texts.continuePage;
  return `<form class="scalekit-continue" method="post" action="${escapeHtml(content.action)}">
<p class="question">${escapeHtml(text)}</p>
${account(content.user)}
${content.details ? `${askingList(content.details, texts.asking)}\n` : ''}${choice(content.organizations, organization)}<fieldset>
<legend class="advice">${escapeHtml(advice)}</legend>
<input type="hidden" name="scalekit_txn" value="${escapeHtml(content.txn)}">
<input type="hidden" name="scalekit_csrf" value="${escapeHtml(content.csrf)}">
<label class="check"><input type="checkbox" required> <span>${escapeHtml(started)}</span></label>
${deadline(content.secondsLeft, texts)}
<div class="actions">
<button class="primary" name="action" value="continue">${escapeHtml(labels.continue)}</button>
<button name="action" value="switch" formnovalidate>${escapeHtml(labels.switch)}</button>
<button name="action" value="cancel" formnovalidate>${escapeHtml(labels.cancel)}</button>
</div>
<p class="working" role="status" data-working="${escapeHtml(working)}" data-read-first="${escapeHtml(readFirst)}"></p>
</fieldset>
</form>
${over(content.withoutUrl, texts)}`;
}

/** In minutes, rounded down; a script makes a countdown of it. */
function deadline(secondsLeft: number, { language, continuePage }: FederationTexts): string {
  const time = minutes(Math.max(1, Math.floor(secondsLeft / 60)), language);
  return `<p class="deadline soft" role="timer" data-seconds-left="${secondsLeft}" data-countdown="${escapeHtml(continuePage.countdown)}">${escapeHtml(filled(continuePage.deadline, { time }))}</p>`;
}

function minutes(count: number, language: string): string {
  const style = { style: 'unit', unit: 'minute', unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(known(language), style).format(count);
}

/** `texts` may call their language anything. */
function known(language: string): string | undefined {
  try {
    return Intl.getCanonicalLocales(language)[0];
  } catch {
    return undefined;
  }
}

/** What a script shows in the place of the form once it is too late. */
function over(withoutUrl: string, { errors, goOnWithout }: FederationTexts): string {
  const { title, text } = errors.login_request_expired;
  return `<div class="over" role="alert" data-title="${escapeHtml(title)}" hidden>
${paragraph(text)}${action(goOnWithout, withoutUrl)}</div>`;
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
