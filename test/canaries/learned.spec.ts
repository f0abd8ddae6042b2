import type { Secret } from './kinds.js';
import {
  secretsInAnswer,
  secretsInAuthorization,
  secretsInBody,
  secretsInCookie,
  secretsInEnvironment,
  secretsInUrl,
} from './learned.js';

const form = 'application/x-www-form-urlencoded';
const ticket = `AAAAAAAAAAAAAAAA.${'Bc9_-x'.repeat(5)}`;

it.each<[what: string, learned: Secret[], ...secrets: [Secret['kind'], string][]]>([
  [
    'what Scalekit sends along',
    secretsInUrl('/login?login_request_id=lri_1&state=a%20b'),
    ['login request id', 'lri_1'],
    ['state', 'a b'],
  ],
  ['no state of an identity provider', secretsInUrl('/sso/callback?code=1&state=s')],
  ['no query', secretsInUrl('/login')],
  [
    'a form',
    secretsInBody(form, 'email=a%40b.de&password=x+y&city=Ulm'),
    ['e-mail address', 'a@b.de'],
    ['password', 'x y'],
  ],
  [
    'JSON',
    secretsInBody('application/json', '{"username":"a@b.de","newPassword":"x","age":7}'),
    ['e-mail address', 'a@b.de'],
    ['password', 'x'],
  ],
  ['no JSON', secretsInBody('application/json', '{"password":"x"')],
  [
    'a form with parts',
    secretsInBody(
      'multipart/form-data; boundary=b',
      '--b\r\nContent-Disposition: form-data; name="password"\r\n\r\nx y\r\n--b--',
    ),
    ['password', 'x y'],
  ],
  ['no name that is no address', secretsInBody(form, 'username=alice')],
  ['a ticket', secretsInBody(form, `scalekit_txn=${ticket}`), ['ticket', ticket]],
  ['no txn', secretsInBody(form, 'scalekit_txn=AAAAAAAAAAAAAAAA')],
  ['a token', secretsInAuthorization('Bearer eyJ.x.y'), ['access token', 'eyJ.x.y']],
  ['no password of HTTP', secretsInAuthorization('Basic YTpi')],
  [
    'a cookie of ours',
    secretsInCookie('Set-Cookie: __Host-scalekit_AAAA=b64; Path=/; Secure'),
    ['cookie', 'b64'],
  ],
  ['no cookie that is cleared', secretsInCookie('set-cookie: scalekit_AAAA=; Max-Age=0')],
  ['no cookie of the app', secretsInCookie('Set-Cookie: session=1')],
  [
    'a field of a page',
    secretsInAnswer(`<input type="hidden" name="scalekit_txn" value="${ticket}">`),
    ['ticket', ticket],
  ],
  [
    'a field in JSON',
    secretsInAnswer(JSON.stringify({ fields: `<input name="scalekit_txn" value="${ticket}">` })),
    ['ticket', ticket],
  ],
  [
    'an environment',
    secretsInEnvironment(['SCALEKIT_CLIENT_SECRET=c', 'SCALEKIT_COOKIE_SECRET=k,l', 'PORT=1']),
    ['client secret', 'c'],
    ['cookie key', 'k'],
    ['cookie key', 'l'],
  ],
])('of %s is learned what is secret', (_what, learned, ...secrets) => {
  expect(learned).toEqual(secrets.map(([kind, value]) => ({ kind, value })));
});
