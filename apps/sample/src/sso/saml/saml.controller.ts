import { Controller, Get, Post, Req, RequestMethod, Res, UseGuards } from '@nestjs/common';
import { AfterLogin, LoginRequestGuard } from 'nestjs-scalekit-federation';
import { seeOther, type AppReply, type AppRequest } from '../../http/exchange.js';
import { SessionService } from '../../session/session.service.js';
import { SsoGuard } from '../sso.guard.js';

/** The one route that another site posts to; a signature protects it, and nothing else can. */
export const postedAnswers = { path: '/sso/saml/callback', method: RequestMethod.POST };

@Controller('sso/saml')
export class SamlController {
  constructor(private readonly sessions: SessionService) {}

  /** The button of the login page. */
  @Post()
  @UseGuards(SsoGuard('saml'))
  leave(): void {}

  /** For companies that want no login page: redirects at once, and the continue page asks afterwards. */
  @Get()
  @UseGuards(LoginRequestGuard, SsoGuard('saml'))
  leaveAtOnce(): void {}

  @Post('callback')
  @UseGuards(SsoGuard('saml'))
  @AfterLogin()
  async comeBack(
    @Req() request: AppRequest,
    @Res({ passthrough: true }) reply: AppReply,
  ): Promise<void> {
    if (request.user) await this.sessions.start(request, request.user);
    seeOther(reply, '/');
  }
}
