import { appOrigin } from './sites.js';

/** One form of a page. */
export interface Form {
  readonly path: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** What a browser shows after an answer of the app. */
export interface Page {
  readonly status: number;
  readonly text: string;
  readonly forms: readonly Form[];
  /** Where the answer leads outside of the app, if it does. */
  readonly leavesTo: URL | undefined;
  /** The login request that the page has a field of ours for, and so shows a notice about. */
  readonly txn: string | undefined;
  /** Whose account the continue page names. */
  readonly account: string | undefined;
}

export function pageOf(status: number, text: string, leavesTo: URL | undefined): Page {
  const forms = [...text.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([^]*?)<\/form>/g)].map(
    ([, action = '', inner = '']) => ({
      path: new URL(action, appOrigin).pathname,
      fields: fieldsIn(inner),
    }),
  );
  const fields = forms.map((form) => form.fields['scalekit_txn']).filter(Boolean);
  const account = /class="account"[^]*?([\w-]+)@example\.com/.exec(text)?.[1];
  return { status, text, forms, leavesTo, txn: fields[0]?.slice(0, 16), account };
}

/** The form that is sent to a path, if the page has one. */
export function formOf({ forms }: Page, path: string): Form | undefined {
  return forms.find((form) => form.path === path);
}

/** Those of ours that cannot be seen. */
function fieldsIn(html: string): Record<string, string> {
  const pairs = [...html.matchAll(/<input type="hidden" name="([^"]+)" value="([^"]*)"/g)].map(
    ([, name = '', value = '']) => [name, value],
  );
  return Object.fromEntries(pairs) as Record<string, string>;
}
