import { load } from 'cheerio';
import * as fc from 'fast-check';
import { readDetails } from '../../../libs/scalekit-federation/src/details/read-details.js';
import {
  fitDetails,
  sealDetails,
} from '../../../libs/scalekit-federation/src/details/sealed-details.js';
import { askingLine, askingList } from '../../../libs/scalekit-federation/src/pages/asking-app.js';
import { englishTexts } from '../../../libs/scalekit-federation/src/pages/english-texts.js';
import { anyText, id } from './arbitraries.js';

const runs = { numRuns: 10_000 };
const texts = englishTexts.asking;

/** Pieces that have broken somebody's page, log or trust before. */
const hostile = fc.constantFrom(
  '<script>alert(1)</script>',
  '"><img src=x onerror=alert(1)>',
  '</dd><dt>Its address</dt><dd>claude.ai',
  '“ . Its address: claude.ai',
  'Claude (claude.ai)',
  'Claude ✓ verified by claude.ai',
  '\u202E\u2066live.eduale\u2069',
  '\u200B\u200D\uFEFF\u00AD\u034F\u3164',
  '\r\nSet-Cookie: a=b',
  '\u0000\u001B[31m',
  '\u2028\u2029\u0085',
  '{domain} {name} $& $1',
  'a\u0301\u0301\u0301\u0301\u0301\u0301',
  '\uD800',
  '\u{E0041}\u{E007F}',
  'клод.ai',
  'קלוד',
  'x'.repeat(10_000),
);
const name = fc.oneof(
  hostile,
  anyText,
  fc.array(fc.oneof(hostile, anyText), { maxLength: 4 }).map((parts) => parts.join('')),
);
const registration = fc.constantFrom('dcr', 'cimd', 'other');
const clientId = fc.oneof(id, name, fc.webUrl(), fc.constant('https://claude.ai/client.json'));

function detailsOf(answer: {
  clientName: string;
  clientId: string;
  registration: string;
  scopes: readonly string[];
  resourceName: string;
}) {
  const read = readDetails({
    authRequest: { scopes: answer.scopes },
    client: {
      clientName: answer.clientName,
      clientId: answer.clientId,
      isDcr: answer.registration === 'dcr',
      isCimd: answer.registration === 'cimd',
    },
    resource: { id: 'res_1', name: answer.resourceName },
  });
  if ('problem' in read) throw new Error(read.problem);
  return read.details;
}

const answer = fc.record({
  clientName: name,
  clientId,
  registration,
  scopes: fc.array(name, { maxLength: 5 }),
  resourceName: name,
});

/** What breaks lines, turns their direction or takes no room; our own isolation of names aside. */
const unfit =
  /[\u034F\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u00AD\u061C\u200B-\u200F\u202A-\u202E\u2060-\u2067\u206A-\u206F\u3164\uFEFF\u{E0000}-\u{E007F}]/u;

describe('what an app calls itself', () => {
  it('breaks no line and turns none (T13)', () => {
    fc.assert(
      fc.property(answer, (made) => {
        const line = askingLine(detailsOf(made), texts);
        expect(unfit.test(line)).toBe(false);
        expect(line.split('\u2068')).toHaveLength(line.split('\u2069').length);
        expect(line.length).toBeLessThan(1_500);
      }),
      runs,
    );
  });

  it('is text in a page, and nothing else (T46)', () => {
    fc.assert(
      fc.property(answer, (made) => {
        const details = detailsOf(made);
        const $ = load(askingList(details, texts), null, false);
        const tags = $('*')
          .map((_, element) => String($(element).prop('tagName')).toLowerCase())
          .get();
        expect(new Set(tags)).toEqual(new Set(['div', 'dl', 'dt', 'dd', 'p']));
        const labels = $('dt')
          .map((_, term) => $(term).text())
          .get();
        expect(labels.filter((label) => label === texts.address)).toHaveLength(1);
        const address = $('dt')
          .filter((_, term) => $(term).text() === texts.address)
          .next()
          .text();
        expect(address).toBe(details.client.domain ?? texts.unknownAddress);
      }),
      runs,
    );
  });

  it('passes for no host: only an https document on a host of its own has one', () => {
    fc.assert(
      fc.property(answer, (made) => {
        const { domain } = detailsOf(made).client;
        if (domain === undefined) return;
        expect(made.registration).toBe('cimd');
        expect(made.clientId).toMatch(`https://${domain}/`);
        expect(domain).toMatch(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/);
      }),
      runs,
    );
  });

  it('ends its quotation where we do', () => {
    fc.assert(
      fc.property(answer, (made) => {
        const { name: shown } = detailsOf(made).client;
        expect(shown).not.toMatch(/["“”„«»]/);
        expect(Array.from(shown).length).toBeLessThanOrEqual(100);
      }),
      runs,
    );
  });

  it('is kept in 1 KB, or not at all', () => {
    fc.assert(
      fc.property(answer, (made) => {
        const kept = fitDetails(detailsOf(made));
        if (kept === undefined) return;
        const bytes = Buffer.byteLength(JSON.stringify(sealDetails(kept)));
        expect(bytes).toBeLessThanOrEqual(1024);
      }),
      runs,
    );
  });
});
