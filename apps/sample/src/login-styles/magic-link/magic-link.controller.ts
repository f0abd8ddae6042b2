import { Body, Controller, Get, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import {
  AfterLogin,
  CurrentLoginRequest,
  LoginRequest,
  LoginRequestGuard,
} from 'nestjs-scalekit-federation';
import { seeOther, type AppReply, type AppRequest } from '../../http/exchange.js';
import { HtmlPage } from '../../pages/html-page.decorator.js';
import { SessionService } from '../../session/session.service.js';
import type { User } from '../../users/user.js';
import {
  askPage,
  codeElsewherePage,
  deadLinkPage,
  outboxPage,
  waitPage,
} from './magic-link.pages.js';
import { MagicLinks } from './magic-links.service.js';
import { Outbox } from './outbox.js';

/**
 * A mailed link. In the browser that asked it signs in, and the continue page asks about the AI app:
 * a link can be anybody's. In any other browser it signs nobody in and completes nothing, and nor does
 * it where the AI app needs a sign-in that is made for it: the code does then, typed where it was asked for.
 */
@Controller('login-styles/magic-link')
export class MagicLinkController {
  constructor(
    private readonly links: MagicLinks,
    private readonly outbox: Outbox,
    private readonly sessions: SessionService,
  ) {}

  @Get()
  @UseGuards(LoginRequestGuard)
  @HtmlPage()
  ask(@CurrentLoginRequest() loginRequest?: LoginRequest): string {
    return askPage(loginRequest);
  }

  @Post()
  @UseGuards(LoginRequestGuard)
  @HtmlPage()
  async mail(
    @Body('email') email: unknown,
    @CurrentLoginRequest() loginRequest?: LoginRequest,
  ): Promise<string> {
    const to = String(email);
    const { id, token } = await this.links.create(to, loginRequest?.txn);
    if (token !== undefined) {
      const query = new URLSearchParams({ token });
      if (loginRequest) query.set('scalekit_txn', loginRequest.txn);
      this.outbox.send({ to, link: `/login-styles/magic-link/open?${query.toString()}` });
    }
    return waitPage({ id, loginRequest });
  }

  @Get('open')
  @AfterLogin()
  @HtmlPage()
  async open(
    @Req() request: AppRequest,
    @Res({ passthrough: true }) reply: AppReply,
    @Query('token') token: unknown,
    @CurrentLoginRequest() loginRequest?: LoginRequest,
  ): Promise<string | undefined> {
    const link = this.links.find(token);
    const isElsewhere = link?.txn !== undefined && link.txn !== loginRequest?.txn;
    const isTooLittle = loginRequest?.reauthenticate === true;
    if (link && (isElsewhere || isTooLittle))
      return codeElsewherePage(this.links.codeFor(link.id) ?? '');
    const user = link && (await this.links.redeem(link.id));
    if (user) return this.signIn(request, reply, user);
    reply.status(410);
    return deadLinkPage();
  }

  @Post('code')
  @AfterLogin()
  @HtmlPage()
  async code(
    @Req() request: AppRequest,
    @Res({ passthrough: true }) reply: AppReply,
    @Body() body: Readonly<Record<string, unknown>> = {},
    @CurrentLoginRequest() loginRequest?: LoginRequest,
  ): Promise<string | undefined> {
    const { link, code } = body;
    const check = await this.links.check(link, String(code).replace(/\s/g, ''));
    if (typeof check === 'object') return this.signIn(request, reply, check.user);
    reply.status(check === 'wrong' ? 401 : 410);
    return check === 'wrong'
      ? waitPage({ id: String(link), failed: true, loginRequest })
      : deadLinkPage();
  }

  @Get('outbox')
  @HtmlPage()
  mails(): string {
    return outboxPage(this.outbox.mails);
  }

  private async signIn(request: AppRequest, reply: AppReply, user: User): Promise<undefined> {
    request.user = user;
    await this.sessions.start(request, user);
    return seeOther(reply, '/');
  }
}
