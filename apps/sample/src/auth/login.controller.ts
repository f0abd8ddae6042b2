import { Body, Controller, Get, Inject, Post, Req, Res, UseGuards } from '@nestjs/common';
import {
  AfterLogin,
  CurrentLoginRequest,
  LoginRequest,
  LoginRequestGuard,
  RejectLogin,
} from 'nestjs-scalekit-federation';
import { sampleConfig, type SampleConfig } from '../config/sample.config.js';
import { seeOther, type AppReply, type AppRequest } from '../http/exchange.js';
import { HtmlPage } from '../pages/html-page.decorator.js';
import { SessionService } from '../session/session.service.js';
import { ssoButtons } from '../sso/sso-buttons.js';
import { LocalAuthGuard } from './local-auth.guard.js';
import { loginPage } from './login.page.js';
import { otherWays } from './other-ways.js';

@Controller()
export class LoginController {
  constructor(
    private readonly sessions: SessionService,
    @Inject(sampleConfig.KEY) private readonly config: SampleConfig,
  ) {}

  @Get('login')
  @UseGuards(LoginRequestGuard)
  @HtmlPage()
  form(
    @Req() request: AppRequest,
    @Res({ passthrough: true }) reply: AppReply,
    @CurrentLoginRequest() loginRequest?: LoginRequest,
  ): string | undefined {
    if (request.user && !loginRequest) return seeOther(reply, '/');
    return this.#page({ loginRequest });
  }

  @Post('login')
  @UseGuards(LocalAuthGuard)
  @AfterLogin()
  @HtmlPage()
  async signIn(
    @Req() request: AppRequest,
    @Res({ passthrough: true }) reply: AppReply,
    @Body('email') email: unknown,
    @CurrentLoginRequest() loginRequest?: LoginRequest,
  ): Promise<string | undefined> {
    if (!request.user) {
      reply.status(401);
      return this.#page({ problem: request.refusal, email, loginRequest });
    }
    await this.sessions.start(request, request.user);
    return seeOther(reply, '/');
  }

  @Post('login/cancel')
  @RejectLogin()
  cancel(@Res({ passthrough: true }) reply: AppReply): void {
    seeOther(reply, '/login');
  }

  @Post('logout')
  async signOut(
    @Req() request: AppRequest,
    @Res({ passthrough: true }) reply: AppReply,
  ): Promise<void> {
    await this.sessions.end(request);
    seeOther(reply, '/login');
  }

  #page(form: Parameters<typeof loginPage>[0]): string {
    return loginPage({
      ...form,
      buttons: ssoButtons(this.config, form.loginRequest),
      otherWays: this.config.production ? undefined : otherWays(form.loginRequest),
    });
  }
}
