import {
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Post,
  Req,
  Res,
  UseGuards,
  UseInterceptors,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { LoginRequest } from 'nestjs-scalekit-federation';
import { packedLibrary } from '../../support/packed-library.js';
import { authenticate, beginSession, endSession, sidIn } from './accounts.js';
import {
  MailGuard,
  PasswordGuard,
  SessionGuard,
  SessionInterceptor,
  type AppRequest,
} from './guards.js';

const { AfterLogin, CurrentLoginRequest, LoginRequestGuard, RejectLogin } = await packedLibrary();

const ways = ['/login', '/patient-login', '/session-login', '/sso/oidc', '/sso/saml'];

/** A form for each way to sign in. */
function loginPage(request: LoginRequest | undefined): string {
  const field = request?.formFields ?? '';
  const forms = [...ways, ...(request ? ['/login/cancel'] : [])].map(
    (path) => `<form method="post" action="${path}">${field}<button>${path}</button></form>`,
  );
  return `<!doctype html><title>Sign in</title>${forms.join('\n')}`;
}

/** An app's logins, with the added lines. */
@Controller()
export class LoginController {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  @Get('login')
  @UseGuards(LoginRequestGuard)
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(@CurrentLoginRequest() request?: LoginRequest): string {
    return loginPage(request);
  }

  @Post('login')
  @HttpCode(200)
  @UseGuards(PasswordGuard)
  @AfterLogin()
  login(@Req() request: AppRequest, @Res({ passthrough: true }) response: object): object {
    return this.begin(request, response);
  }

  /** Checks the password in its handler, and shows the form again where it is wrong. */
  @Post('patient-login')
  @HttpCode(200)
  @Header('Content-Type', 'text/html; charset=utf-8')
  @UseInterceptors(SessionInterceptor)
  @AfterLogin()
  patient(
    @Req() request: AppRequest,
    @Res({ passthrough: true }) response: object,
    @CurrentLoginRequest() loginRequest?: LoginRequest,
  ): string {
    const user = authenticate(request.body);
    if (user === undefined) return loginPage(loginRequest);
    request.user = user;
    this.begin(request, response);
    return '<!doctype html><title>Welcome</title>';
  }

  /** "Go on as …", for who is signed in already. */
  @Post('session-login')
  @HttpCode(200)
  @UseGuards(SessionGuard)
  @AfterLogin()
  goOn(): object {
    return {};
  }

  /** The link that is mailed to an account's address. */
  @Get('mailed-link')
  @UseGuards(MailGuard)
  @AfterLogin()
  mailed(@Req() request: AppRequest, @Res({ passthrough: true }) response: object): object {
    return this.begin(request, response);
  }

  @Post('login/cancel')
  @HttpCode(200)
  @RejectLogin()
  cancel(): object {
    return {};
  }

  @Get('logout')
  logout(@Req() request: AppRequest): object {
    endSession(sidIn(request));
    return {};
  }

  private begin(request: AppRequest, response: object): object {
    if (request.user === undefined) return {};
    endSession(sidIn(request));
    const cookie = `sid=${beginSession(request.user)}; Path=/; Secure; HttpOnly; SameSite=Lax`;
    this.host.httpAdapter.appendHeader(response, 'Set-Cookie', cookie);
    return { welcome: request.user.id };
  }
}
