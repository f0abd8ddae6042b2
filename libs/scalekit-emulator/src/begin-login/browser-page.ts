import { readHtml, visibleText } from '../browser/html-document.js';
import type { Page } from '../browser/page.js';

/** What a browser shows. */
export interface BrowserPage {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly html: string;
  /** What a person reads on it, spaces collapsed. */
  readonly text: string;
}

/** What a script got for a `fetch`. */
export interface JsonAnswer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed, if it was JSON; otherwise the text. */
  readonly body: unknown;
}

export function shown({ url, status, headers, text: html }: Page): BrowserPage {
  return { url: url.href, status, headers, html, text: visibleText(readHtml(html)) };
}

/** JSON where it is some, else the text. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
