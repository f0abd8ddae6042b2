import { missingLoginPage } from './login-page.js';

const missing = (loginUrl: string, paths: readonly string[], isAnywhere = false) =>
  missingLoginPage(
    loginUrl,
    paths.map((path) => ({ path, isAnywhere })),
  );

describe('a login page', () => {
  it.each([
    ['/login', ['login']],
    ['/login', ['/', '/login/']],
    ['/Login', ['login']],
    ['/login?tab=sso#form', ['login']],
    ['/api/login', ['login']],
    ['/portal/v1/api/auth/login', ['auth/login']],
    ['/acme/login', [':tenant/login']],
    ['/login', [':page']],
    ['/login', ['*']],
    ['/login', ['*page']],
    ['/login', ['{*page}']],
    ['/login', ['(.*)']],
    ['/login', ['login{/:tab}']],
    ['/login', ['login/:tab?']],
    ['/auth/login', ['auth/*']],
    ['/auth', ['auth{/*rest}']],
    ['/api/auth/sign-in/form', ['auth/*']],
    ['/', ['/']],
    ['/#/login', ['/']],
  ])('%s may be answered by %j', (loginUrl, paths) => {
    expect(missing(loginUrl, paths)).toBeUndefined();
  });

  it.each([
    ['/login', []],
    ['/login', ['auth/login']],
    ['/login', ['/', 'sign-in', 'login/sso', 'logins']],
    ['/login', ['files/*', ':tenant/login', 'login/:id']],
    ['/login', ['login/:id/*']],
    ['/auth/sign-in', ['login', 'auth']],
    ['/api/login?next=/sign-in', ['sign-in']],
  ])('%s is answered by none of %j', (loginUrl, paths) => {
    expect(missing(loginUrl, paths)).toMatch(
      /^no GET route of a controller answers \/\S+, the address/,
    );
  });

  it('is named, with what it leads to and the fix', () => {
    expect(missing('/api/login', ['sign-in'])).toBe(
      'no GET route of a controller answers /api/login, the address of the login page. Unless something else does, "Not you?" on the continue page and a single sign-on that is refused end on a 404. Set loginUrl to the path of your login page, or to its full URL where this app does not serve it',
    );
  });

  it('may be a route without a path of its own, where that may be anywhere', () => {
    expect(missing('/login', ['/'], true)).toBeUndefined();
    expect(missing('/login', ['sign-in'], true)).toBeDefined();
  });

  it.each(['https://accounts.example.com/login', 'http://localhost:5173/', '/gar%C3%A7on'])(
    'at %s is nothing that the boot can know',
    (loginUrl) => expect(missing(loginUrl, [])).toBeUndefined(),
  );
});
