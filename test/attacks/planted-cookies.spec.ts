import { connect } from 'node:net';
import { withEnvironment } from '../support/environment.js';
import { adapters } from '../support/federation-app.js';
import { World } from '../support/world.js';

/**
 * A sibling host may set cookies for the whole domain, but none whose name begins with `__Host-`. So it
 * sets one whose name begins with a byte that the browser takes for part of it: what the app then reads
 * must have that name, too. Chromium sends such bytes back as they came.
 */
const prefixes: readonly (readonly [string, string])[] = [
  ['a no-break space', '\xa0'],
  ['two of them', '\xa0\xa0'],
  ['a no-break space in UTF-8', '\xc2\xa0'],
  ['a byte order mark in UTF-8', '\xef\xbb\xbf'],
  ['an em space in UTF-8', '\xe2\x80\x83'],
  ['a line separator in UTF-8', '\xe2\x80\xa8'],
  ['a vertical tab', '\v'],
  ['a form feed', '\f'],
  ['a next line', '\x85'],
  ['a soft hyphen', '\xad'],
  ['a letter', 'x'],
  ['a quotation mark', '"'],
  ['a percent sign', '%20'],
  ['a comma', 'a=1,'],
];

describe.each(adapters)('in production on %s, a cookie that a sibling host has set', (adapter) => {
  let world: World;

  beforeAll(async () => {
    world = await withEnvironment({ NODE_ENV: 'production' }, () => World.start({ adapter }));
  });
  afterAll(() => world?.close());

  /** The attacker's own login request: its cookie as the app has set it. */
  const ownCookie = async (): Promise<{ name: string; value: string; txn: string }> => {
    const link = `${world.loginUrl}?login_request_id=lri_attacker&state=abc`;
    const captured = await fetch(link, { headers: { accept: 'text/html' } });
    const [pair = ''] = captured.headers.getSetCookie()[0]?.split(';') ?? [];
    const [name = '', value = ''] = pair.split('=');
    return { name, value, txn: name.replace('__Host-scalekit_', '') };
  };

  /** Written byte for byte: HTTP clients refuse such headers. */
  const statusOf = (txn: string, cookie: string): Promise<number> =>
    new Promise((resolve, reject) => {
      const { hostname, port } = new URL(world.app.url);
      const socket = connect(Number(port), hostname);
      const lines = [
        `GET /login?scalekit_txn=${txn} HTTP/1.1`,
        'Host: localhost',
        'Accept: text/html',
        `Cookie: ${cookie}`,
        'Connection: close',
      ];
      socket.once('error', reject);
      socket.once('data', (data) => {
        resolve(Number(/^HTTP\/1\.1 (\d{3})/.exec(data.toString())?.[1]));
        socket.destroy();
      });
      socket.write(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'));
    });

  it('is the app’s own only under the very name that the app gave it', async () => {
    const { name, value, txn } = await ownCookie();
    expect(await statusOf(txn, `${name}=${value}`)).toBe(200);
    expect(await statusOf(txn, `a=1;\t ${name} =\t${value} `)).toBe(200);
  });

  it.each(prefixes)('opens nothing after %s (T55)', async (_what, prefix) => {
    const { name, value, txn } = await ownCookie();
    expect([400, 410]).toContain(await statusOf(txn, `${prefix}${name}=${value}`));
    expect([400, 410]).toContain(await statusOf(txn, `a=1; ${prefix}${name}=${value}; b=2`));
  });

  it.each(prefixes)(
    'opens nothing with %s behind its name or around its value (T55)',
    async (_what, byte) => {
      const { name, value, txn } = await ownCookie();
      for (const cookie of [`${name}${byte}=${value}`, `${name}=${byte}${value}`]) {
        expect([400, 410]).toContain(await statusOf(txn, cookie));
      }
    },
  );
});
