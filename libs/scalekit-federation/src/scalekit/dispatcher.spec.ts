import { checkProxyVariables, isProxy } from './dispatcher.js';

describe('a proxy', () => {
  it.each([
    ['http://proxy.example:3128', true],
    ['http://proxy.example:3128/', true],
    ['https://proxy.example', true],
    ['socks5://proxy.example:1080', true],
    ['socks://proxy.example:1080', true],
    ['http://[::1]:3128', true],
    ['http://user:password@proxy.example:3128', true],
    ['http://user:p%23ss@proxy.example', true],
    ['http://user@proxy.example', true],
    [' http://proxy.example ', true],
    ['proxy.example:3128', false],
    ['http:proxy.example', false],
    ['ftp://proxy.example', false],
    ['xhttp://proxy.example', false],
    ['socks5://', false],
    ['http://', false],
    ['http://user:p#ss@proxy.example', false],
    ['http://user:12#ss@proxy.example', false],
    ['http://user:12/ss@proxy.example', false],
    ['http://user:12?ss@proxy.example', false],
    ['http://user:100%@proxy.example', false],
    ['http://proxy.example:99999', false],
  ])('%j: %p', (value, expected) => {
    expect(isProxy(value)).toBe(expected);
  });
});

describe('the variables of proxies', () => {
  const wrong = 'wrong';
  const right = 'http://proxy.example';
  const message =
    'is not the URL of a proxy. Write it as http://user:password@host:port, and percent-encode what is neither a letter nor a digit in user and password';

  it.each([
    ['undici', { HTTPS_PROXY: wrong, HTTP_PROXY: wrong }, ['HTTPS_PROXY', 'HTTP_PROXY']],
    ['undici', { https_proxy: right, HTTPS_PROXY: wrong }, []],
    ['undici', { https_proxy: wrong, HTTPS_PROXY: right }, ['https_proxy']],
    ['undici', { HTTPS_PROXY: '' }, []],
    ['undici', { ALL_PROXY: wrong }, []],
    ['http', { ALL_PROXY: wrong }, ['ALL_PROXY']],
    ['http', {}, []],
  ] as const)('of the adapter %s in %j that are wrong: %j', (adapter, environment, expected) => {
    const paths = expected.map((path) => ({ path, message }));
    const check = () => checkProxyVariables(adapter, environment);
    if (paths.length === 0) expect(check).not.toThrow();
    else expect(check).toThrow(expect.objectContaining({ problems: paths }));
  });
});
