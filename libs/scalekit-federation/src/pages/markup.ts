import { escapeHtml } from './html.js';

export function paragraph(text: string): string {
  return `<p>${escapeHtml(text)}</p>\n`;
}

/** The one thing to press. */
export function action(label: string, url: string): string {
  return `<div class="actions">${link(label, url, 'button primary')}</div>\n`;
}

/** Another way on, for whom the first one does not fit. */
export function also(label: string, url: string): string {
  return `<p class="also">${link(label, url)}</p>\n`;
}

function link(label: string, url: string, classes = ''): string {
  const named = classes && ` class="${classes}"`;
  return `<a${named} href="${escapeHtml(url)}">${escapeHtml(label)}</a>`;
}
