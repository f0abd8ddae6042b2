import { Controller, Get, Post, Req, Res, UseGuards } from '@nestjs/common';
import { AfterLogin, LoginRequestGuard } from 'nestjs-scalekit-federation';
import { seeOther, type AppReply, type AppRequest } from '../../http/exchange.js';
import { SessionService } from '../../session/session.service.js';
import { SsoGuard } from '../sso.guard.js';

@Controller('sso/oidc')
export class OidcController {
  constructor(private readonly sessions: SessionService) {}

  /** The button of the login page. */
  @Post()
  @UseGuards(SsoGuard('oidc'))
  leave(): void {}

  /** For companies that want no login page: redirects at once, and the continue page asks afterwards. */
  @Get()
  @UseGuards(LoginRequestGuard, SsoGuard('oidc'))
  leaveAtOnce(): void {}

  @Get('callback')
  @UseGuards(SsoGuard('oidc'))
  @AfterLogin()
  async comeBack(
    @Req() request: AppRequest,
    @Res({ passthrough: true }) reply: AppReply,
  ): Promise<void> {
    if (request.user) await this.sessions.start(request, request.user);
    seeOther(reply, '/');
  }
}
