import { randomUUID } from 'node:crypto';
import { Controller, Get, Header, Post, Query, Req, UseGuards } from '@nestjs/common';
import {
  AfterLogin,
  CurrentLoginRequest,
  FederationService,
  LoginRequestGuard,
  type LoginRequest,
  type ScalekitFederationOptions,
} from 'nestjs-scalekit-federation';
import { loginChecks, ScalekitEmulator } from 'scalekit-emulator';
import {
  createFederationApp,
  loginForm,
  PasswordGuard,
  type FederationApp,
  type User,
} from '../support/federation-app.js';
import { verdictOf, verdictsOf } from './verdict-of.js';

/** The form without `formFields`: it names no login request, and says nothing. */
@Controller()
class FormWithoutFields {
  @Get('login')
  @UseGuards(LoginRequestGuard)
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(): string {
    return loginForm(undefined);
  }

  @Post('login')
  @UseGuards(PasswordGuard)
  @AfterLogin()
  login(): object {
    return { greeting: 'welcome' };
  }
}

/** Drives the service by hand, and hands off whoever has a session. */
@Controller()
class HandOffByLink {
  constructor(private readonly federation: FederationService) {}

  @Get('login')
  @Header('Content-Type', 'text/html; charset=utf-8')
  async page(
    @Req() request: { user?: User },
    @Query('login_request_id') loginRequestId?: string,
    @Query('state') state?: string,
  ): Promise<string> {
    if (!request.user || !loginRequestId || !state) return loginForm(undefined);
    const user = this.federation.toFederatedUser(request.user);
    const { callbackUrl } = await this.federation.completeLogin({ loginRequestId, state }, user);
    return `<meta http-equiv="refresh" content="0;url=${callbackUrl}">`;
  }

  @Post('login')
  @UseGuards(PasswordGuard)
  login(): object {
    return { greeting: 'welcome' };
  }
}

/** Lets pages be isolated, as a proxy or a later middleware does. */
@Controller()
class IsolatedPage {
  @Get('login')
  @UseGuards(LoginRequestGuard)
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Cross-Origin-Opener-Policy', 'same-origin')
  page(@CurrentLoginRequest() request?: LoginRequest): string {
    return loginForm(request);
  }

  @Post('login')
  @UseGuards(PasswordGuard)
  @AfterLogin()
  login(): object {
    return { greeting: 'welcome' };
  }
}

type Controllers = Parameters<typeof createFederationApp>[0]['controllers'];
type MapPrincipal = NonNullable<ScalekitFederationOptions['mapPrincipal']>;

const withNewSub: MapPrincipal = (user) => ({ sub: randomUUID(), email: (user as User).email });

const withBody: MapPrincipal = (user, { request }) => {
  const { id: sub, email } = user as User;
  return { sub, email, customAttributes: { ...(request as { body?: object }).body } };
};

describe('the checks of our own module', () => {
  let emulator: ScalekitEmulator;
  let app: FederationApp | undefined;

  beforeAll(async () => {
    emulator = await ScalekitEmulator.start();
  });
  afterEach(() => app?.close());
  afterAll(() => emulator?.close());

  const checksOf = async (
    options: Partial<ScalekitFederationOptions>,
    controllers?: Controllers,
  ) => {
    app = await createFederationApp({
      adapter: 'express',
      options: { ...emulator.credentials, ...options },
      ...(controllers && { controllers }),
    });
    await emulator.configure({ loginUrl: `${app.url}/login` });
    const bob = { user: 'bob@example.com', password: 'right' };
    return loginChecks({ emulator, user: 'alice@example.com', password: 'right', otherUser: bob });
  };

  it('find nothing where it is used as the README says', async () => {
    const verdicts = await verdictsOf(await checksOf({}));
    expect(verdicts.filter(({ verdict }) => verdict === 'failed')).toEqual([]);
  });

  const misuses: [string, string, Partial<ScalekitFederationOptions>, Controllers][] = [
    ['maps a new sub each time', 'right-user', { mapPrincipal: withNewSub }, undefined],
    ['maps the body of the form', 'push-holds-no-secrets', { mapPrincipal: withBody }, undefined],
    ['has no fields in its form', 'two-tabs', {}, [FormWithoutFields]],
    ['hands off whoever has a session', 'zero-click', {}, [HandOffByLink]],
    ['isolates its login page', 'popup', {}, [IsolatedPage]],
  ];
  it.each(misuses)('find an app that %s, by %s', async (_, id, options, controllers) => {
    const check = (await checksOf(options, controllers)).find((one) => one.id === id);
    expect(check && (await verdictOf(check))).toMatchObject({ id, verdict: 'failed' });
  });
});
