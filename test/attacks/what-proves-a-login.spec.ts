import {
  Controller,
  HttpCode,
  Post,
  Req,
  UnauthorizedException,
  UseGuards,
  UseInterceptors,
  type CallHandler,
  type CanActivate,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { from, switchMap, type Observable } from 'rxjs';
import { AfterLogin } from 'nestjs-scalekit-federation';
import { Browser } from '../support/browser.js';
import {
  adapters,
  authenticate,
  LoginController,
  users,
  type User,
} from '../support/federation-app.js';
import { alice, World } from '../support/world.js';
import { formType, rawRequest } from './support/raw-request.js';

interface UserRequest {
  readonly headers: { readonly cookie?: string; readonly authorization?: string };
  readonly body: unknown;
  user?: User | undefined;
}

function userOfSession({ headers }: UserRequest): User | undefined {
  const [, id] = /(?:^|; )app_session=([^;]+)/.exec(headers.cookie ?? '') ?? [];
  return users.find((user) => user.id === id);
}

/** Reads who is signed in and checks nothing that this request brought. */
class SessionGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<UserRequest>();
    request.user = userOfSession(request);
    if (request.user === undefined) throw new UnauthorizedException();
    return true;
  }
}

/** Lets a wrong password pass, so that the handler can show the form again. */
class PatientPasswordGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<UserRequest>();
    const user = authenticate(request.body);
    if (user) request.user = user;
    return true;
  }
}

/** Says on every route who is signed in, as an interceptor: before the handler, or after it. */
function currentUserInterceptor(when: 'before' | 'after' | 'later'): new () => NestInterceptor {
  return class CurrentUserInterceptor implements NestInterceptor {
    intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
      const request = context.switchToHttp().getRequest<UserRequest>();
      const restore = (): void => {
        const user = userOfSession(request);
        if (user) request.user = user;
      };
      if (when === 'before') restore();
      if (when === 'later') {
        return from(Promise.resolve().then(restore)).pipe(switchMap(() => next.handle()));
      }
      const answer = next.handle();
      if (when === 'after') restore();
      return answer;
    }
  };
}

@Controller()
class CarelessController {
  @Post('session-login')
  @HttpCode(200)
  @UseGuards(SessionGuard)
  @AfterLogin()
  sessionLogin(): object {
    return { welcome: true };
  }

  @Post('login-before')
  @HttpCode(200)
  @UseGuards(PatientPasswordGuard)
  @UseInterceptors(currentUserInterceptor('before'))
  @AfterLogin()
  before(@Req() { user }: UserRequest): object {
    return { seen: user?.id };
  }

  @Post('login-after')
  @HttpCode(200)
  @UseGuards(PatientPasswordGuard)
  @UseInterceptors(currentUserInterceptor('after'))
  @AfterLogin()
  after(): object {
    return {};
  }

  @Post('login-later')
  @HttpCode(200)
  @AfterLogin()
  @UseInterceptors(currentUserInterceptor('later'))
  @UseGuards(PatientPasswordGuard)
  later(): object {
    return {};
  }
}

describe.each(adapters)('on %s, a login', (adapter) => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({ adapter, controllers: [LoginController, CarelessController] });
  });
  beforeEach(() => world.emulator.reset());
  afterAll(() => world?.close());

  /** Somebody who is signed in as Bob, on the login page of a stranger's login request. */
  async function begin(): Promise<{ browser: Browser; txn: string }> {
    const { browser, page } = await world.startLogin();
    await browser.cookies.setCookie('app_session=usr_bob; Path=/', world.app.url);
    return { browser, txn: String(page.$('input[name=scalekit_txn]').val()) };
  }

  const post = (browser: Browser, path: string, fields: object, headers: Record<string, string>) =>
    rawRequest(browser, `${world.app.url}/${path}`, {
      method: 'POST',
      headers: { accept: 'text/html', ...formType, ...headers },
      body: String(new URLSearchParams(fields as Record<string, string>)),
    });

  const ownPage = { 'sec-fetch-site': 'same-origin' };

  describe('that brings nothing to sign in with asks, where the guard only read who is signed in:', () => {
    it.each<[string, Record<string, string>]>([
      ['our field alone', {}],
      ['an empty field beside it', { email: '' }],
      ['several', { email: '', password: '', remember: '' }],
    ])('%s (T67)', async (_what, fields) => {
      const { browser, txn } = await begin();
      const sent = { ...fields, scalekit_txn: txn };
      const answer = await post(browser, 'session-login', sent, ownPage);
      expect(answer.headers['location']).toBe(`/scalekit/continue?scalekit_txn=${txn}`);
      expect(await world.pushes()).toEqual([]);
    });

    it.each<[string, object]>([
      ['our field alone', {}],
      ['null', { email: null }],
      ['an empty object', { credentials: {} }],
      ['an empty list', { emails: [] }],
      ['a box that is not ticked', { remember: false }],
    ])('a script that sends %s (T67)', async (_what, fields) => {
      const { browser, txn } = await begin();
      const body = { ...fields, scalekit_txn: txn };
      const answer = await browser.fetchJson(`${world.app.url}/session-login`, body);
      expect(answer.json()).toEqual({
        welcome: true,
        redirectTo: `/scalekit/continue?scalekit_txn=${txn}`,
      });
      expect(await world.pushes()).toEqual([]);
    });
  });

  describe('is handed off that brings', () => {
    it.each<[string, object]>([
      ['address and password', alice],
      ['a number', { ...alice, code: 0 }],
    ])('%s', async (_what, fields) => {
      const { browser, txn } = await begin();
      const answer = await browser.fetchJson(`${world.app.url}/login`, {
        ...fields,
        scalekit_txn: txn,
      });
      expect(answer.json()).toMatchObject({ redirectTo: expect.stringContaining('partner:') });
    });
  });

  it('of which nobody knows where it came from asks (T66)', async () => {
    const { browser, txn } = await begin();
    const answer = await post(browser, 'login', { ...alice, scalekit_txn: txn }, {});
    expect(answer.headers['location']).toBe(`/scalekit/continue?scalekit_txn=${txn}`);
    expect(await world.pushes()).toEqual([]);
  });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling', { 'sec-fetch-site': 'same-site' }],
    ['nowhere', { origin: 'null' }],
    ['an origin with a path', { origin: 'http://localhost/' }],
    ['another port', { origin: 'http://localhost:1' }],
  ])('that comes from %s asks', async (_where, headers) => {
    const { browser, txn } = await begin();
    const answer = await post(browser, 'login', { ...alice, scalekit_txn: txn }, headers);
    expect(answer.headers['location']).toBe(`/scalekit/continue?scalekit_txn=${txn}`);
    expect(await world.pushes()).toEqual([]);
  });

  describe.each(['login-before', 'login-after', 'login-later'])(
    'whose interceptor restores the session (%s)',
    (path) => {
      it('hands nobody off after a wrong password (T62)', async () => {
        const { browser, txn } = await begin();
        const wrong = { ...alice, password: 'wrong', scalekit_txn: txn };
        const answer = await post(browser, path, wrong, ownPage);
        expect(answer.status).toBe(200);
        expect(answer.text).not.toContain('partner:callback');
        expect(await world.pushes()).toEqual([]);
      });

      it('hands off whom the password is of, not whom the session is of (T62)', async () => {
        const { browser, txn } = await begin();
        const answer = await post(browser, path, { ...alice, scalekit_txn: txn }, ownPage);
        expect(answer.headers['refresh']).toContain('partner:callback');
        expect(await world.pushes()).toEqual([expect.objectContaining({ sub: 'usr_alice' })]);
      });
    },
  );

  it('says so once, where only an interceptor named somebody', async () => {
    const { browser, txn } = await begin();
    const wrong = { ...alice, password: 'wrong', scalekit_txn: txn };
    await post(browser, 'login-before', wrong, ownPage);
    await post(browser, 'login-before', wrong, ownPage);
    const lines = world.app.log.lines.filter((line) => line.includes('CarelessController.before'));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/an interceptor did.*@AfterLogin\(\{ principal \}\)/);
  });
});

describe.each(adapters)('on %s, a login request', (adapter) => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({ adapter, controllers: [LoginController, CarelessController] });
  });
  afterAll(() => world?.close());

  const visit = (headers: Record<string, string>, method = 'GET') =>
    rawRequest(new Browser(), `${world.loginUrl}?login_request_id=lri_1&state=abc`, {
      method,
      headers: { accept: 'text/html', ...headers },
    });

  /** As Chromium sends a navigation that a service worker passes on with fetch(event.request). */
  const throughWorker = { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'navigate' };

  it.each(['none', 'cross-site', 'same-origin'])(
    'is captured through a service worker that passes navigations on, from %s (T61)',
    async (site) => {
      const answer = await visit({ ...throughWorker, 'sec-fetch-site': site });
      expect(answer.headers['set-cookie']).toBeDefined();
      expect(answer.text).toContain('scalekit_txn');
    },
  );

  it('leads through such a worker to a page, and to no JSON', async () => {
    const browser = new Browser({ headers: throughWorker });
    const page = await browser.navigate(`${world.loginUrl}?login_request_id=lri_1&state=abc`);
    const handedOff = await browser.submitForm(page, alice);
    expect(handedOff.isHtml).toBe(true);
  });

  it.each<[string, Record<string, string>, string, RegExp]>([
    ['a frame', { 'sec-fetch-dest': 'iframe', 'sec-fetch-mode': 'navigate' }, 'GET', /for a frame/],
    ['an image', { 'sec-fetch-dest': 'image' }, 'GET', /a part of a page/],
    [
      'a script of another origin',
      { 'sec-fetch-dest': 'empty', 'sec-fetch-mode': 'cors', 'sec-fetch-site': 'same-site' },
      'GET',
      /a script of another origin/,
    ],
    ['a prefetch', { 'sec-purpose': 'prefetch' }, 'GET', /ahead of any wish/],
    ['a HEAD request', {}, 'HEAD', /it is a HEAD request/],
  ])(
    'that %s brings is captured by nobody, which one line says (T61)',
    async (_who, headers, method, why) => {
      const lines = () => world.app.log.lines.filter((line) => why.test(line));
      const answer = await visit(headers, method);
      expect(answer.headers['set-cookie']).toBeUndefined();
      await visit(headers, method);
      expect(lines()).toHaveLength(1);
      expect(lines()[0]).toContain('LoginController.page');
      expect(lines()[0]).not.toContain('lri_1');
    },
  );

  it('that comes to a route without our guard is named', async () => {
    const query = '?login_request_id=lri_1&state=abc';
    const url = `${world.app.url}/login/link${query}`;
    await rawRequest(new Browser(), url, { headers: { accept: 'text/html' } });
    expect(world.app.log.lines.join()).toContain('LoginController.link got a login request');
  });
});
