import { request } from 'undici';
import type { Browser } from '../../support/browser.js';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

/**
 * A request with all the cookies of a browser, but with whatever headers a test wants: what a
 * browser of another age, or one without SameSite, would send.
 */
export async function rawRequest(
  browser: Browser,
  url: string,
  options: {
    readonly method?: string;
    readonly headers?: Readonly<Record<string, string | string[]>>;
    readonly body?: string;
  } = {},
): Promise<RawAnswer> {
  const cookie = await browser.cookies.getCookieString(url);
  const response = await request(url, {
    method: options.method ?? 'GET',
    headers: { ...(cookie && { cookie }), ...options.headers },
    body: options.body ?? null,
  });
  return {
    status: response.statusCode,
    headers: response.headers,
    text: await response.body.text(),
  };
}

export const formType = { 'content-type': 'application/x-www-form-urlencoded' } as const;
