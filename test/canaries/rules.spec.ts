import { kinds, sinks, type AnswerPart, type Kind, type Piece } from './kinds.js';
import { mayStand } from './rules.js';

const secret = 'CANARY';

/** The piece with what stands around the secret. */
function sighting(kind: Kind, piece: Piece) {
  const start = piece.text.indexOf(secret);
  return { kind, piece, start, end: start + secret.length };
}

const answer = (part: AnswerPart, text: string, status = 200): Piece => ({
  sink: 'answer',
  part,
  text,
  status,
});

const alone = sinks.filter((sink) => sink !== 'answer');
it.each(alone.flatMap((sink) => kinds.map((kind) => [sink, kind] as const)))(
  'in %ss may stand no %s',
  (sink, kind) => {
    for (const text of [secret, `/partner:callback?state=${secret}`]) {
      expect(mayStand(sighting(kind, { sink, text }))).toBe(false);
    }
  },
);

const parts: readonly AnswerPart[] = ['Set-Cookie', 'header', 'page', 'JSON', 'other body'];
const nowhere: readonly Kind[] = [
  'client secret',
  'access token',
  'login request id',
  'cookie key',
  'password',
];
const somewhere = [
  `/partner:callback?state=${secret}`,
  `Set-Cookie: __Host-scalekit_AAAAAAAAAAAAAAAA=${secret}`,
  `<input name="scalekit_txn" value="${secret}">`,
  `{"ticket":"${secret}"}`,
  secret,
];

it.each(nowhere)('in an answer may stand no %s, wherever', (kind) => {
  for (const part of parts) {
    for (const text of somewhere) {
      expect(mayStand(sighting(kind, answer(part, text)))).toBe(false);
    }
  }
});

const callback = 'https://acme.scalekit.com/sso/v1/connections/conn_1/partner:callback';
it.each<[what: string, kind: Kind, Piece, may: boolean]>([
  [
    'on its way back',
    'state',
    answer('header', `Location: ${callback}?state=${secret}`, 303),
    true,
  ],
  [
    'on its way back in a page',
    'state',
    answer('page', `<a href="${callback}?state=${secret}">`),
    true,
  ],
  [
    'on its way back in JSON',
    'state',
    answer('JSON', `{"redirect":"${callback}?state=${secret}"}`),
    true,
  ],
  [
    'behind another parameter',
    'state',
    answer('header', `Location: ${callback}?a=b&state=${secret}`),
    false,
  ],
  ['in a URL of the app', 'state', answer('header', `Location: /login?state=${secret}`), false],
  ['alone in a page', 'state', answer('page', `<p>${secret}</p>`), false],
  [
    'in a cookie',
    'state',
    answer('Set-Cookie', `Set-Cookie: last=/partner:callback?state=${secret}`),
    false,
  ],
  [
    'in a cookie of ours',
    'cookie',
    answer('Set-Cookie', `Set-Cookie: __Host-scalekit_a=${secret}; Path=/`),
    true,
  ],
  [
    'in one of development',
    'cookie',
    answer('Set-Cookie', `set-cookie: scalekit_a.relay=${secret}`),
    true,
  ],
  ['in a cookie of the app', 'cookie', answer('Set-Cookie', `Set-Cookie: last=${secret}`), false],
  ['in another header', 'cookie', answer('header', `X-Set-Cookie: scalekit_a=${secret}`), false],
  ['in a page', 'cookie', answer('page', secret), false],
  ['in a field', 'ticket', answer('page', `<input name="scalekit_txn" value="${secret}">`), true],
  [
    'in the field of the continue page',
    'ticket',
    answer('page', `<input name="scalekit_csrf" value="${secret}">`),
    true,
  ],
  [
    'in a field within JSON',
    'ticket',
    answer('JSON', `"<input name=\\"scalekit_txn\\" value=\\"${secret}\\">"`),
    true,
  ],
  ['in JSON by its name', 'ticket', answer('JSON', `{"ticket":"${secret}"}`), true],
  ['in JSON by another', 'ticket', answer('JSON', `{"txn":"${secret}"}`), false],
  [
    'in a URL',
    'ticket',
    answer('header', `Location: /scalekit/continue?scalekit_txn=${secret}`),
    true,
  ],
  ['in a cookie', 'ticket', answer('Set-Cookie', `Set-Cookie: a=?scalekit_txn=${secret}`), false],
  ['alone in a page', 'ticket', answer('page', secret), false],
  ['in a page', 'e-mail address', answer('page', `<strong>${secret}</strong>`), true],
  ['in JSON', 'e-mail address', answer('JSON', `{"email":"${secret}"}`), true],
  ['in a page of an error', 'e-mail address', answer('page', secret, 409), false],
  ['in JSON of an error', 'e-mail address', answer('JSON', `{"message":"${secret}"}`, 500), false],
  ['in a header', 'e-mail address', answer('header', `Location: /?email=${secret}`, 303), false],
])('%s, %s: %j may stand: %s', (_what, kind, piece, may) => {
  expect(mayStand(sighting(kind, piece))).toBe(may);
});
