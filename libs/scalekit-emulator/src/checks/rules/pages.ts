import { allows, formActionsOf } from '../evidence/content-policy.js';
import { handedOff } from '../evidence/hand-off.js';
import type { Examination } from '../examination.js';
import type { Exchange } from '../recorder.js';
import type { Rule } from '../rule.js';
import { elementsOf, readHtml } from '../../browser/html-document.js';
import { Broken, NotApplicable } from '../verdicts.js';
import { plainUrlOf } from '../visit.js';

export const pageRules: readonly Rule[] = [
  {
    id: 'popup',
    name: 'lets clients watch the popup that they opened',
    rule: 'MCP clients open the login in a popup. Cross-Origin-Opener-Policy same-origin (or same-origin-allow-popups) tells them that it was closed, and they give up.',
    run: async (examination) => {
      for (const { request, answer } of await pagesOfLogin(examination)) {
        const policy = answer.headers.get('cross-origin-opener-policy')?.split(';')[0]?.trim();
        if (policy === undefined || policy === 'unsafe-none' || policy === '') continue;
        throw new Broken(
          `${request.url.pathname} was sent with Cross-Origin-Opener-Policy: ${policy}`,
          'Send unsafe-none on the login’s pages, or leave the header out there (Helmet: crossOriginOpenerPolicy: false).',
        );
      }
    },
  },
  {
    id: 'form-action',
    name: 'has no form-action that stops the way back',
    rule: 'Chromium holds a page’s form-action against every redirect that answers its form. A redirect to Scalekit is blocked unless form-action allows it.',
    run: async (examination) => {
      const visit = await examination.ordinary();
      const blocked = blockedRedirect(visit.recorder.exchanges);
      if (!blocked) return;
      throw new Broken(
        `The form of ${blocked.page.pathname} is under form-action ${blocked.sources.join(' ')}, and its answer redirects to ${blocked.target.origin}`,
        'Answer the form with a 200 page that goes on by Refresh and a link, or leave form-action out on the login page.',
      );
    },
  },
  {
    id: 'no-store',
    name: 'keeps its login page out of caches',
    rule: 'The login page of a login request is for one person and one moment: Cache-Control: no-store (RFC 9111, section 5.2.2.5).',
    run: async (examination) => {
      const visit = await examination.ordinary();
      const page = (await pagesOfLogin(examination)).find(
        ({ request, answer }) =>
          request.url.searchParams.has('state') || answer.text.includes(visit.loginRequestId),
      );
      if (!page)
        throw new NotApplicable('no page had the login request in its address or its text');
      const { headers } = page.answer;
      if (/no-store/i.test(headers.get('cache-control') ?? '')) return;
      throw new Broken(
        `${page.request.url.pathname} was sent with ${headers.has('cache-control') ? `Cache-Control: ${headers.get('cache-control')}` : 'no Cache-Control'}`,
        'Send Cache-Control: no-store with the login page.',
      );
    },
  },
  {
    id: 'referrer',
    name: 'gives its address to no other site',
    rule: 'The address of the login page has state in it. Referrer-Policy unsafe-url and no-referrer-when-downgrade send it to other sites.',
    run: async (examination) => {
      for (const { request, answer } of await pagesOfLogin(examination)) {
        if (!request.url.searchParams.has('state')) continue;
        const policy = referrerPolicyOf(answer.headers, answer.text);
        if (policy !== 'unsafe-url' && policy !== 'no-referrer-when-downgrade') continue;
        throw new Broken(
          `${request.url.pathname} was sent with Referrer-Policy: ${policy}`,
          'Send Referrer-Policy: no-referrer, or same-origin where forms are checked by their Origin.',
        );
      }
    },
  },
  {
    id: 'notice',
    name: 'says that signing in connects an AI app',
    rule: 'Whoever follows somebody else’s link sees an ordinary login page otherwise. The page, or a question after it, says that signing in connects an AI app.',
    needs: ['form'],
    run: async (examination) => {
      const visit = await examination.begin();
      const { text: noticed } = await visit.tab.open(visit.url);
      const { text: plain } = await (
        await examination.newBrowser()
      ).tab.open(plainUrlOf(visit.url));
      const known = new Set(wordsOf(plain));
      // Without words of a language: a notice is at least a few words that the plain page lacks.
      if (wordsOf(noticed).filter((word) => !known.has(word)).length >= 3) return;
      const stand = await examination.goOn(visit, examination.person, { agrees: false });
      if (stand === 'question') return;
      throw new Broken(
        'The login page reads the same with a login request and without one, and nothing is asked afterwards',
        'Say on the page: “Signing in connects an AI app to your account. Go on only if you started this yourself.”',
      );
    },
  },
];

/** Pages of the app that an ordinary login showed. */
async function pagesOfLogin(examination: Examination): Promise<readonly Exchange[]> {
  const visit = await examination.ordinary();
  const pages = visit.recorder.withApp.filter(({ answer }) => answer.status < 300);
  if (pages.length === 0) await handedOff(examination, visit, 'A person signed in');
  return pages;
}

interface Blocked {
  readonly page: URL;
  readonly sources: readonly string[];
  readonly target: URL;
}

function blockedRedirect(exchanges: readonly Exchange[]): Blocked | undefined {
  let page: Exchange | undefined;
  let inChain = false;
  for (const [index, exchange] of exchanges.entries()) {
    const { request, answer } = exchange;
    const redirects = answer.status >= 300 && answer.status < 400;
    inChain = redirects && (inChain || request.method === 'POST');
    if (!redirects) page = exchange;
    const target = exchanges[index + 1]?.request.url;
    if (!inChain || !page || !target) continue;
    const self = page.request.url;
    const sources = formActionsOf(page.answer.headers, page.answer.text).find(
      (list) => !allows(list, target, self),
    );
    if (sources) return { page: self, sources, target };
  }
  return undefined;
}

function referrerPolicyOf(headers: Headers, html: string): string | undefined {
  const meta = elementsOf(readHtml(html), ({ name, attribs }) => {
    return name === 'meta' && attribs['name']?.toLowerCase() === 'referrer';
  })[0]?.attribs['content'];
  return (meta ?? headers.get('referrer-policy'))?.split(',').at(-1)?.trim().toLowerCase();
}

const wordsOf = (text: string) =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean);
