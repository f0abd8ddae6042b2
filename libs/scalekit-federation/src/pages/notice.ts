import type { LoginRequestDetails } from '../details/login-request-details.js';
import { askingFacts, askingLine } from './asking-app.js';
import { escapeHtml } from './html.js';
import type { FederationTexts } from './texts.js';

/** What stands where people sign in. */
export interface Notice {
  /** In one line of plain text. */
  readonly text: string;
  readonly html: string;
}

/** The caution comes first, and below it which app asks, as far as that is known. */
export function noticeOf(
  { notice, asking }: Pick<FederationTexts, 'notice' | 'asking'>,
  details: LoginRequestDetails | undefined,
): Notice {
  const caution = `<p>${escapeHtml(notice)}</p>`;
  if (details === undefined) return { text: notice, html: shown(caution) };
  return {
    text: `${notice} ${askingLine(details, asking)}`,
    html: shown(`${caution}\n${askingFacts(details, asking)}`),
  };
}

/** The page around it may be in another language. */
function shown(content: string): string {
  return `<div class="scalekit-notice" role="note" dir="auto">${content}</div>`;
}
