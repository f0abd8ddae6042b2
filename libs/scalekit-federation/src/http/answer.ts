/** How an HTTP request is answered; the same on every platform. */
export type Answer = {
  /** Beside those that every answer of its kind has. */
  readonly headers?: Readonly<Record<string, string>>;
} & (
  | { readonly kind: 'page'; readonly status: number; readonly page: Page }
  /** 303: the next request is a GET, whatever this one was (RFC 9110 15.4.4). */
  | { readonly kind: 'redirect'; readonly location: string }
  | {
      readonly kind: 'json';
      /** Left out: the handler's own stays, if it is one of success. */
      readonly status?: number;
      readonly body: unknown;
      /** Our fields of the body, where the others are the handler's: those are shown as far as the app lets them out. */
      readonly beside?: object;
    }
  /** The handler's own answer stays, and only the headers are added; a redirect or a rendered page gives way. */
  | { readonly kind: 'handler'; readonly otherwise: unknown }
  /** What somebody else wrote, with its own headers. */
  | { readonly kind: 'raw'; readonly status: number; readonly body: string }
);

export interface Page {
  readonly html: string;
  /** Allows the page's own style and script element, and no other. */
  readonly nonce: string;
}

/** What every page and redirect of ours says about itself. COOP would cut a popup off from the MCP client that opened it. */
export const hygieneHeaders: Readonly<Record<string, string>> = {
  'Cache-Control': 'no-store',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'unsafe-none',
};

export function headersOf(answer: Answer): Record<string, string> {
  switch (answer.kind) {
    case 'page':
      return { ...hygieneHeaders, ...pageHeaders(answer.page), ...answer.headers };
    case 'handler':
      return { 'Cache-Control': 'no-store', ...answer.headers };
    case 'redirect':
    case 'raw':
      return { ...hygieneHeaders, ...answer.headers };
    case 'json':
      return {
        'Cache-Control': 'no-store',
        'Content-Type': 'application/json; charset=utf-8',
        ...answer.headers,
      };
  }
}

const restOfPolicy = "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

function pageHeaders({ nonce }: Page): Record<string, string> {
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Content-Security-Policy': `default-src 'none'; style-src 'nonce-${nonce}'; script-src 'nonce-${nonce}'; ${restOfPolicy}`,
    'X-Frame-Options': 'DENY',
    'X-Content-Type-Options': 'nosniff',
  };
}
