import { refreshTarget } from './html-document.js';

/** One request of a browser, with all that a redirect which answers it needs to know. */
export interface PageRequest {
  readonly url: URL;
  readonly method: string;
  readonly mode: 'navigate' | 'cors';
  readonly contentType?: string | undefined;
  readonly body?: string | undefined;
  /** The page that held the link, form or script; none for an address that was typed. */
  readonly from?: Page | undefined;
  readonly userActivated: boolean;
  /** Every URL of the redirect chain before this one. */
  readonly chain: readonly URL[];
}

/** One HTTP answer as a browser without script holds it. */
export class Page {
  constructor(
    readonly request: PageRequest,
    readonly status: number,
    readonly headers: Headers,
    readonly text: string,
  ) {}

  get url(): URL {
    return this.request.url;
  }

  /** Where the answer sends the browser: `Location`, else a `Refresh` by header or meta tag. */
  get next(): URL | undefined {
    const target = this.location ?? this.refresh;
    return target === undefined ? undefined : new URL(target, this.url);
  }

  get location(): string | undefined {
    if (this.status < 300 || this.status > 399) return undefined;
    return this.headers.get('location') ?? undefined;
  }

  get refresh(): string | undefined {
    return refreshTarget(this.headers.get('refresh') ?? undefined, this.isHtml ? this.text : '');
  }

  get isHtml(): boolean {
    return this.headers.get('content-type')?.startsWith('text/html') ?? false;
  }

  get referrerPolicy(): string {
    return this.headers.get('referrer-policy') ?? 'strict-origin-when-cross-origin';
  }
}

/** A page that nothing is known of but its address: what a script or a link is taken to be on. */
export function blankPage(url: URL): Page {
  const request = { url, method: 'GET', mode: 'navigate', userActivated: true, chain: [] } as const;
  return new Page(request, 200, new Headers(), '');
}
