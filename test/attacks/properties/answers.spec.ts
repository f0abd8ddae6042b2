import { load } from 'cheerio';
import * as fc from 'fast-check';
import { decideHandOff } from '../../../libs/scalekit-federation/src/login/decide-hand-off.js';
import { scriptAnswer } from '../../../libs/scalekit-federation/src/http/script-answer.js';
import { isFromOwnPage } from '../../../libs/scalekit-federation/src/http/caller.js';
import { escapeHtml } from '../../../libs/scalekit-federation/src/pages/html.js';
import { anyText, runs, wellFormed } from './arbitraries.js';

describe('a hand-off without a question', () => {
  it('comes of nothing but a proven login', () => {
    const sites = [
      undefined,
      'same-origin',
      'same-site',
      'cross-site',
      'none',
      'same-origin, cross-site',
    ];
    const bothOfEach = [true, false].flatMap((a) => [true, false].map((b) => [a, b] as const));
    const origins = [undefined, 'null', 'https://app.example', 'https://evil.example'];
    for (const method of ['GET', 'POST', 'PUT', 'HEAD', 'post'])
      for (const named of ['body', 'url', 'trip', undefined] as const)
        for (const [namedIsUsable, bringsInput] of bothOfEach)
          for (const live of [0, 1, 2])
            for (const confirm of ['unproven', 'always'] as const)
              for (const site of sites)
                for (const origin of origins) {
                  const headers = { host: 'app.example', 'sec-fetch-site': site, origin };
                  const isOwnPage =
                    site === 'same-origin' ||
                    (site === undefined && origin === 'https://app.example');
                  const isProven =
                    named === 'trip' ||
                    (named === 'body' && method === 'POST' && isOwnPage && bringsInput);
                  const expected = namedIsUsable && confirm === 'unproven' && isProven;
                  const facts = {
                    method,
                    headers,
                    named,
                    bringsInput,
                    namedIsUsable,
                    live,
                    confirm,
                  };
                  expect([facts, decideHandOff(facts) === 'hand off']).toEqual([facts, expected]);
                }
  });

  it('never comes of an origin that is not exactly this one', () => {
    fc.assert(
      fc.property(fc.oneof(fc.webUrl(), anyText), (origin) => {
        fc.pre(!/^https?:\/\/([^/@]*@)?app\.example([/?#]|$)/i.test(origin));
        expect(isFromOwnPage({ host: 'app.example', origin })).toBe(false);
      }),
      runs,
    );
  });
});

describe('what people are called', () => {
  it('is text on every page, in elements and attributes (T46)', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          anyText,
          fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '/', '=', ' ', 'a', '\0') }),
        ),
        (text) => {
          const shown = wellFormed(text).replace(/\r|\0/g, '');
          const $ = load(`<p title="${escapeHtml(shown)}">${escapeHtml(shown)}</p>`, null, false);
          expect([$('p').text(), $('p').attr('title'), $('*').length]).toEqual([shown, shown, 1]);
        },
      ),
      runs,
    );
  });
});

describe('what a script is answered', () => {
  it('is the result as JSON shows it, and redirectTo', () => {
    const key = anyText.filter(
      (name) => !['__proto__', 'constructor', 'redirectTo', 'toJSON'].includes(name),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        leafJson(),
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 3, noNullPrototype: true }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, value, { maxKeys: 4, noNullPrototype: true }), (result) => {
        const answer = scriptAnswer(result, { redirectTo: '/next' });
        const body = answer.kind === 'json' ? answer.body : undefined;
        const expected = { ...(JSON.parse(JSON.stringify(result)) as object), redirectTo: '/next' };
        expect(JSON.parse(JSON.stringify(body))).toEqual(expected);
      }),
      runs,
    );
  });
});

function leafJson() {
  return fc.oneof(
    anyText,
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.date({ noInvalidDate: true }),
  );
}
