import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Post,
  Query,
  Req,
  Res,
  UnauthorizedException,
  UseGuards,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import {
  AfterLogin,
  CurrentLoginRequest,
  LoginRequestGuard,
  type LoginRequest,
} from 'nestjs-scalekit-federation';
import { randomBytes } from 'node:crypto';
import { users, type User } from '../../support/federation-app.js';
import { alice } from '../../support/world.js';
import { openPage, warnsInText, type LoginStyle } from './login-style.js';

/** Links that the app has mailed, each to its address; the newest last. */
export const mailbox: { readonly to: string; readonly link: string }[] = [];

export function newestMail(to: string): string {
  return mailbox.findLast((mail) => mail.to === to)?.link ?? '';
}

const tokens = new Map<string, string>();

@Controller('mail')
class MailedLinkController {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  @Get('login')
  @UseGuards(LoginRequestGuard)
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(@CurrentLoginRequest() request?: LoginRequest): string {
    return `<form method="post" action="/mail/login">${request?.formFields ?? ''}
<input name="email"><button>Mail me a link</button></form>`;
  }

  @Post('login')
  @HttpCode(200)
  @UseGuards(LoginRequestGuard)
  mail(
    @Body() body: { email?: string },
    @Req() { headers }: { headers: { host?: string } },
    @CurrentLoginRequest() request?: LoginRequest,
  ): object {
    const token = randomBytes(12).toString('base64url');
    tokens.set(token, body.email ?? '');
    const name = request ? `&scalekit_txn=${request.txn}` : '';
    const link = `http://${headers.host}/mail/callback?token=${token}${name}`;
    mailbox.push({ to: body.email ?? '', link });
    return { mailed: true };
  }

  @Get('callback')
  @AfterLogin({ principal: (_context, result) => (result as { user?: User }).user })
  callback(@Query('token') token: string, @Res({ passthrough: true }) response: unknown): object {
    const user = users.find(({ email }) => email === tokens.get(token));
    if (!user || !tokens.delete(token)) throw new UnauthorizedException('used already');
    this.host.httpAdapter.appendHeader(
      response,
      'Set-Cookie',
      `session=${user.id}; Path=/; HttpOnly; SameSite=Lax`,
    );
    return { user };
  }
}

export const mailedLink: LoginStyle = {
  name: 'mailed link',
  loginPath: '/mail/login',
  controller: MailedLinkController,
  open: openPage,
  warns: warnsInText,
  signIn: async (browser, page) => {
    await browser.submitForm(page, { email: alice.email });
    return browser.navigate(newestMail(alice.email));
  },
  proves: false,
};
