import { deflateRawSync } from 'node:zlib';
import { asksAnew } from './asked-anew.js';

const to = (query: Record<string, string>) => ({
  status: 302,
  headers: { location: `https://idp.example/authorize?${new URLSearchParams(query)}` },
  body: '',
});
const request = (attributes: string) =>
  `<?xml version="1.0"?><samlp:AuthnRequest xmlns:samlp="urn:x" ID="_1" ${attributes}><Issuer ForceAuthn="true"/></samlp:AuthnRequest>`;
const deflated = (xml: string) => deflateRawSync(xml).toString('base64');
const form = (xml: string, blanks = ' ') => ({
  status: 200,
  headers: {},
  body: `<form><input type="hidden" name="SAMLRequest"${blanks}value="${Buffer.from(xml).toString('base64')}"></form>`,
});

it.each([
  ['prompt=login', to({ prompt: 'login' }), true],
  ['several prompts', to({ prompt: 'consent login' }), true],
  ['no age at all', to({ max_age: '0' }), true],
  ['another prompt', to({ prompt: 'select_account' }), false],
  ['an age', to({ max_age: '600' }), false],
  ['nothing', to({ scope: 'openid' }), false],
  ['ForceAuthn', to({ SAMLRequest: deflated(request('ForceAuthn="true"')) }), true],
  ['ForceAuthn as a digit', to({ SAMLRequest: deflated(request('ForceAuthn="1"')) }), true],
  ['ForceAuthn elsewhere', to({ SAMLRequest: deflated(request('')) }), false],
  ['ForceAuthn that is off', to({ SAMLRequest: deflated(request('ForceAuthn="false"')) }), false],
  ['bytes that are none', to({ SAMLRequest: 'AAAA' }), false],
  ['a form with ForceAuthn', form(request('ForceAuthn="true"')), true],
  ['a form in several lines', form(request('ForceAuthn="true"'), '\n  '), true],
  [
    'a request that is endless',
    to({ SAMLRequest: deflated(request(`ForceAuthn="true" x="${'x'.repeat(65_536)}"`)) }),
    false,
  ],
  ['a form without', form(request('')), false],
])('%s: %s', (_what, answer, anew) => {
  expect(asksAnew(answer)).toBe(anew);
});
