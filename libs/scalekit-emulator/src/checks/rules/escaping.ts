import { elementsOf, readHtml } from '../../browser/html-document.js';
import { crashIn, expectNoCrash } from '../evidence/crash.js';
import type { Rule } from '../rule.js';
import { Broken } from '../verdicts.js';
import { loginUrlWith } from '../visit.js';

export const escapingRules: readonly Rule[] = [
  {
    id: 'escaped',
    name: 'escapes what it writes into its pages',
    rule: 'Both parameters come from anybody’s link. Written into a page unescaped they run scripts on the login page.',
    run: async (examination) => {
      const visit = await examination.begin();
      const markup = `"'></script></textarea></title><check-probe>`;
      const attribute = `x" check-probe="1" y=' check-probe='1`;
      for (const value of [markup, attribute]) {
        // Both at once, too: a page that refuses one may show the other.
        for (const names of [['login_request_id'], ['state'], ['login_request_id', 'state']]) {
          const { tab } = await examination.newBrowser();
          const hostile = Object.fromEntries(names.map((name) => [name, value]));
          const { html, status } = await tab.open(loginUrlWith(visit, hostile));
          if (crashIn({ status, text: '' }))
            expectNoCrash('A parameter had HTML in it', { status, text: html });
          const written = elementsOf(
            readHtml(html),
            (element) => element.name === 'check-probe' || 'check-probe' in element.attribs,
          );
          if (written.length === 0) continue;
          throw new Broken(
            `HTML in ${names.join(' and ')} became part of the login page`,
            'Escape & < > " and \' in every value that goes into a page; templates do it by themselves.',
          );
        }
      }
    },
  },
];
