import { appUrl, frontEnds, loginUrl, path, scalekitUrl } from './url-checks.js';

describe('the environment URL', () => {
  it.each([
    'https://acme.scalekit.com',
    'https://acme.scalekit.com/',
    'https://acme.scalekit.com:8443',
    'HTTPS://ACME.SCALEKIT.COM',
    'https://192.0.2.1',
    'https://münchen.example',
    'http://localhost:4520',
    'http://emulator.localhost:4520',
    'http://127.0.0.1:4520',
    'http://127.1.2.3',
    'http://[::1]:4520',
  ])('may be %s', (value) => {
    expect(scalekitUrl(value)).toBeUndefined();
  });

  it.each([
    [undefined, 'is missing'],
    [null, 'is missing'],
    ['', 'is missing'],
    [7, 'is missing'],
    [['https://acme.scalekit.com'], 'is missing'],
    [new URL('https://acme.scalekit.com'), 'is missing'],
    ['acme.scalekit.com', 'is not a URL'],
    ['//acme.scalekit.com', 'is not a URL'],
    ['/acme', 'is not a URL'],
    ['https://', 'is not a URL'],
    ['https://acme scalekit.com', 'is not a URL'],
    ['https://acme.scalekit.com:99999', 'is not a URL'],
    ['https://[::1', 'is not a URL'],
    ['http://acme.scalekit.com', 'must be https'],
    ['http://localhost.evil.example', 'must be https'],
    ['http://127.0.0.1.evil.example', 'must be https'],
    ['http://localhost@evil.example', 'must be https'],
    ['http://0.0.0.0', 'must be https'],
    ['http://192.168.0.1', 'must be https'],
    ['http://[::2]', 'must be https'],
    ['localhost:4520', 'must be https'],
    ['ftp://localhost', 'must be https'],
    ['ws://localhost', 'must be https'],
    ['file:///etc/passwd', 'must be https'],
    ['javascript:alert(1)', 'must be https'],
    ['data:text/html,acme', 'must be https'],
    ['https://user@acme.scalekit.com', 'must not contain credentials'],
    ['https://user:word@acme.scalekit.com', 'must not contain credentials'],
    ['https://:word@acme.scalekit.com', 'must not contain credentials'],
    ['https://acme.scalekit.com@evil.example', 'must not contain credentials'],
    ['https://acme.scalekit.com/oauth', 'must be an origin alone'],
    ['https://acme.scalekit.com//', 'must be an origin alone'],
    ['https://acme.scalekit.com\\oauth', 'must be an origin alone'],
    ['https://acme.scalekit.com?a=1', 'must be an origin alone'],
    ['https://acme.scalekit.com#a', 'must be an origin alone'],
  ])('is not %j: it %s (T15)', (value, problem) => {
    expect(scalekitUrl(value)).toContain(problem);
  });
});

describe('the URL of the app', () => {
  it.each([
    'https://api.acme.com',
    'https://api.acme.com/',
    'https://acme.com/backend',
    'http://localhost:3000',
    'http://[::1]:3000/backend/',
  ])('may be %s', (value) => {
    expect(appUrl(value)).toBeUndefined();
  });

  it.each([
    ['', 'is not a URL'],
    [7, 'is not a URL'],
    [['https://api.acme.com'], 'is not a URL'],
    ['api.acme.com', 'is not a URL'],
    ['/backend', 'is not a URL'],
    ['http://api.acme.com', 'must be https'],
    ['http://localhost.acme.com', 'must be https'],
    ['javascript:alert(1)', 'must be https'],
    ['https://user@api.acme.com', 'must not contain credentials'],
    ['https://:word@api.acme.com', 'must not contain credentials'],
    ['https://api.acme.com.', 'must not end with a dot'],
    ['https://api.acme.com?a=1', 'must not have a query or a fragment'],
    ['https://api.acme.com/backend#a', 'must not have a query or a fragment'],
  ])('is not %j: it %s', (value, problem) => {
    expect(appUrl(value)).toContain(problem);
  });
});

describe('the origin of a front end', () => {
  it.each([
    'https://app.acme.com',
    'https://app.acme.com:8443',
    'https://xn--mnchen-3ya.example',
    'http://localhost:3001',
    'http://127.0.0.1:3001',
  ])('may be %s', (value) => {
    expect(frontEnds([value])).toBeUndefined();
  });

  it.each([
    ['', 'is not an origin'],
    [7, 'is not an origin'],
    [['https://app.acme.com'], 'is not an origin'],
    ['null', 'is not an origin'],
    ['*', 'is not an origin'],
    ['app.acme.com', 'is not an origin'],
    ['https://*.acme.com', 'no wildcards'],
    ['https://a.acme.com, https://b.acme.com', 'is not an origin'],
    [' https://app.acme.com', 'is not an origin'],
    ['http://app.acme.com', 'must be https'],
    ['javascript:alert(1)', 'must be https'],
    ['file:///app', 'must be https'],
    ['https://user@app.acme.com', 'must not contain credentials'],
    ['https://:word@app.acme.com', 'must not contain credentials'],
    ['https://app.acme.com.', 'must not end with a dot'],
    ['https://app.acme.com/', 'scheme, host and port alone'],
    ['https://app.acme.com/login', 'scheme, host and port alone'],
    ['https://app.acme.com?a=1', 'scheme, host and port alone'],
    ['https://app.acme.com:443', 'scheme, host and port alone'],
    ['https://APP.acme.com', 'scheme, host and port alone'],
    ['https://münchen.example', 'scheme, host and port alone'],
  ])('is not %j: it %s', (value, problem) => {
    expect(frontEnds(['https://app.acme.com', value])).toMatch(/^number 2 /);
    expect(frontEnds(['https://app.acme.com', value])).toContain(problem);
  });

  it('is told of each that is none', () => {
    expect(frontEnds(['*', 'https://app.acme.com', 'https://app.acme.com.'])).toMatch(
      /^number 1 is not an origin.*; number 3 must not end with a dot. Remove it$/,
    );
  });

  it('stands in a list', () => {
    expect(frontEnds('https://app.acme.com')).toContain('must be a list');
  });
});

describe('the login page', () => {
  it.each([
    '/',
    '/login',
    '/login?lang=de#form',
    '/@me/login',
    'https://app.acme.com/login',
    'http://localhost:3000/login',
  ])('may be %s', (value) => {
    expect(loginUrl(value)).toBeUndefined();
  });

  it.each([
    '',
    'login',
    '//evil.example/login',
    '/\\evil.example/login',
    '/log in',
    '/login\r\nSet-Cookie: a=1',
    '/anmeldung-für-alle',
    'javascript:alert(1)',
    'data:text/html,login',
    'ftp://app.acme.com/login',
    'xhttps://app.acme.com/login',
    'https://',
    7,
    ['/login'],
    ['https://app.acme.com/login'],
    undefined,
  ])('is not %j', (value) => {
    expect(loginUrl(value)).toContain('must be a path such as /login');
  });
});

describe('the path of our own pages', () => {
  it.each(['/scalekit', '/auth/scalekit', '/v1.2/~x_-'])('may be %s', (value) => {
    expect(path(value)).toBeUndefined();
  });

  it.each([
    '',
    '/',
    'scalekit',
    '/scalekit/',
    '//scalekit',
    '/a//b',
    '/a b',
    '/:id',
    '/*',
    '/ä',
    7,
    ['/scalekit'],
  ])('is not %j', (value) => {
    expect(path(value)).toContain('must be a path such as /scalekit');
  });
});
