import { networkCodeOf } from './network-code.js';

it.each<[what: string, error: unknown, code: string]>([
  ['of Node', { code: 'ECONNRESET' }, 'ECONNRESET'],
  ['of undici', { code: 'UND_ERR_SOCKET', message: 'other side closed' }, 'UND_ERR_SOCKET'],
  ['of TLS', { code: 'CERT_HAS_EXPIRED' }, 'CERT_HAS_EXPIRED'],
  ['in small letters', { code: 'econnreset' }, 'UNKNOWN'],
  ['of one letter', { code: 'E' }, 'UNKNOWN'],
  ['with more behind it', { code: 'EPIPE at db.example' }, 'UNKNOWN'],
  ['behind something', { code: ' EPIPE' }, 'UNKNOWN'],
  ['that is endless', { code: 'E'.repeat(65) }, 'UNKNOWN'],
  ['just short enough', { code: 'E'.repeat(64) }, 'E'.repeat(64)],
  ['that is a number', { code: 7 }, 'UNKNOWN'],
  ['of a proxy', { message: 'Proxy response (502) !== 200 when HTTP Tunneling' }, 'PROXY_502'],
  [
    'of a proxy, whatever undici calls it',
    { code: 'UND_ERR_ABORTED', message: 'Proxy response (407) !== 200' },
    'PROXY_407',
  ],
  [
    'of a proxy that wants a password',
    { message: 'Proxy Authentication Required (407) x' },
    'PROXY_407',
  ],
  ['that only quotes a proxy', { message: 'x Proxy response (502)' }, 'UNKNOWN'],
  [
    'that only quotes one that wants a password',
    { message: 'x Proxy Authentication Required (407)' },
    'UNKNOWN',
  ],
  ['of a proxy with an odd status', { message: 'Proxy response (5)' }, 'UNKNOWN'],
  [
    'of an answer that is too large',
    { code: 'ERR_BAD_RESPONSE', message: 'maxContentLength size of 9 exceeded' },
    'TOO_LARGE',
  ],
  ['that speaks of size elsewhere', { message: 'x maxContentLength' }, 'UNKNOWN'],
  [
    'of several addresses',
    { errors: [{ code: 'ECONNREFUSED' }, { code: 'EHOSTUNREACH' }] },
    'ECONNREFUSED',
  ],
  [
    'of several, with its own',
    { code: 'ETIMEDOUT', errors: [{ code: 'ECONNREFUSED' }] },
    'ETIMEDOUT',
  ],
  ['of none', { errors: [] }, 'UNKNOWN'],
  ['that is nothing', undefined, 'UNKNOWN'],
  ['that is null', null, 'UNKNOWN'],
  ['that is a text', 'ECONNRESET', 'UNKNOWN'],
])('a failure %s', (_what, error, code) => {
  expect(networkCodeOf(error)).toBe(code);
});
