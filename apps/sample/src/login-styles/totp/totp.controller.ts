import { Body, Controller, Get, Post, Req, Res, UseGuards } from '@nestjs/common';
import {
  AfterLogin,
  CurrentLoginRequest,
  LoginRequest,
  LoginRequestGuard,
} from 'nestjs-scalekit-federation';
import { loginPage, wrongPassword } from '../../auth/login.page.js';
import { PasswordCheck } from '../../auth/password-check.js';
import { seeOther, type AppReply, type AppRequest } from '../../http/exchange.js';
import { HtmlPage } from '../../pages/html-page.decorator.js';
import { SessionService } from '../../session/session.service.js';
import { AuthenticatorsService } from '../../users/authenticators.service.js';
import { codePage } from './code.page.js';
import { HalfLogin } from './half-login.js';
import { SecondFactorGuard } from './second-factor.guard.js';

/** Password on the first page, a code from an authenticator app on the second. */
@Controller('login-styles/totp')
export class TotpController {
  constructor(
    private readonly passwords: PasswordCheck,
    private readonly authenticators: AuthenticatorsService,
    private readonly halfLogin: HalfLogin,
    private readonly sessions: SessionService,
  ) {}

  @Get()
  @UseGuards(LoginRequestGuard)
  @HtmlPage()
  passwordForm(@CurrentLoginRequest() loginRequest?: LoginRequest): string {
    return passwordPage({ loginRequest });
  }

  /** Nobody is signed in by this one: it takes the login request along to the second page. */
  @Post()
  @UseGuards(LoginRequestGuard)
  @HtmlPage()
  async password(
    @Req() { ip }: AppRequest,
    @Res({ passthrough: true }) reply: AppReply,
    @Body('email') email: unknown,
    @Body('password') password: unknown,
    @CurrentLoginRequest() loginRequest?: LoginRequest,
  ): Promise<string> {
    const user = await this.passwords.check(ip, email, password);
    const isEnrolled = user !== undefined && (await this.authenticators.isEnrolled(user.id));
    reply.status(isEnrolled ? 200 : 401);
    if (isEnrolled) {
      return codePage({ halfLogin: await this.halfLogin.begin(user), loginRequest });
    }
    const problem = user ? 'This account has no authenticator app.' : wrongPassword;
    return passwordPage({ problem, email, loginRequest });
  }

  @Post('code')
  @UseGuards(SecondFactorGuard)
  @AfterLogin()
  @HtmlPage()
  async code(
    @Req() request: AppRequest,
    @Res({ passthrough: true }) reply: AppReply,
    @Body('half_login') halfLogin: unknown,
    @CurrentLoginRequest() loginRequest?: LoginRequest,
  ): Promise<string | undefined> {
    if (request.user) {
      await this.sessions.start(request, request.user);
      return seeOther(reply, '/');
    }
    reply.status(401);
    return (await this.halfLogin.resume(halfLogin))
      ? codePage({ failed: true, halfLogin: String(halfLogin), loginRequest })
      : passwordPage({ problem: 'That took too long. Please begin again.', loginRequest });
  }
}

function passwordPage(form: Parameters<typeof loginPage>[0]): string {
  return loginPage({
    ...form,
    action: '/login-styles/totp',
    heading: 'Sign in with a code',
    introduction: 'First your password, then a code from your authenticator app.',
  });
}
