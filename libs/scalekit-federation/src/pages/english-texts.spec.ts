import { englishTexts } from './english-texts.js';

/** Every text by its path, at any depth. */
function* textsIn(texts: object, parents: readonly string[] = []): Generator<[string, unknown]> {
  for (const [name, text] of Object.entries(texts)) {
    const path = [...parents, name];
    if (typeof text === 'object' && text !== null) yield* textsIn(text, path);
    else yield [path.join('.'), text];
  }
}
const texts = new Map(textsIn(englishTexts));

it.each([...texts])('%s says something, in plain characters', (_path, text) => {
  expect(text).toMatch(/^[\w“”’'.,:;?!(){}/ -]+$/);
  expect(text).not.toMatch(/^\s|\s$|\s\s/);
});

it.each([
  'completed',
  'rejected',
  'leaving',
  'continuePage',
  ...['done', 'cancelled', 'denied', 'answered'].map((ending) => `over.${ending}`),
  ...[
    'login_request_invalid',
    'csrf_failed',
    'email_not_verified',
    'login_request_taken',
    'login_request_expired',
    'principal_invalid',
    'login_denied',
    'login_needed',
    'policy_unavailable',
    'resource_not_connected',
    'internal_error',
    'scalekit_rejected',
    'scalekit_unavailable',
    'store_unavailable',
    'too_many_rejections',
  ].map((code) => `errors.${code}`),
])('%s has a heading and a text', (path) => {
  expect([texts.get(`${path}.title`), texts.get(`${path}.text`)]).not.toContain(undefined);
});

it('has words for each scope of OpenID Connect, and for whoever has answered', () => {
  const { asking, taken } = englishTexts;
  expect(Object.keys(asking.scopes)).toEqual(['openid', 'profile', 'email', 'offline_access']);
  expect(Object.keys(taken)).toEqual(['account', 'cancel', 'unknown']);
});

it.each([
  ['asking.named', ['{name}']],
  ['asking.more', ['{count}']],
  ['continuePage.deadline', ['{time}']],
  ['continuePage.countdown', ['{clock}', '{left}']],
])('%s has a place for %j', (path, places) => {
  expect(String(texts.get(path)).match(/\{\w+\}/g)).toEqual(places);
});
