import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Post,
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
import { authenticate, users, type User } from '../../support/federation-app.js';
import { alice } from '../../support/world.js';
import { openPage, warnsInText, type LoginStyle } from './login-style.js';

/** The first page sets aside who typed the right password; only the second one signs in. */
@Controller('totp')
class PasswordAndTotpController {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  @Get('login')
  @UseGuards(LoginRequestGuard)
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(@CurrentLoginRequest() request?: LoginRequest): string {
    return `<form method="post" action="/totp/login">${request?.formFields ?? ''}
<input name="email"><input name="password" type="password"><button>Next</button></form>`;
  }

  @Post('login')
  @HttpCode(200)
  @UseGuards(LoginRequestGuard)
  @Header('Content-Type', 'text/html; charset=utf-8')
  password(
    @Body() body: unknown,
    @Res({ passthrough: true }) response: unknown,
    @CurrentLoginRequest() request?: LoginRequest,
  ): string {
    const user = authenticate(body);
    if (!user) throw new UnauthorizedException('wrong password');
    this.host.httpAdapter.appendHeader(
      response,
      'Set-Cookie',
      `half_signed_in=${user.id}; Path=/totp; HttpOnly; SameSite=Lax`,
    );
    return `<form method="post" action="/totp/code">${request?.formFields ?? ''}
<input name="code"><button>Sign in</button></form>`;
  }

  @Post('code')
  @HttpCode(200)
  @AfterLogin({ principal: (_context, result) => (result as { user?: User }).user })
  code(@Body() body: { code?: string }, @Req() request: { headers: { cookie?: string } }): object {
    const id = /half_signed_in=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
    const user = users.find((known) => known.id === id);
    if (!user || body.code !== '123456') throw new UnauthorizedException('wrong code');
    return { user };
  }
}

export const passwordAndTotp: LoginStyle = {
  name: 'password and TOTP on two pages',
  loginPath: '/totp/login',
  controller: PasswordAndTotpController,
  open: openPage,
  warns: warnsInText,
  signIn: async (browser, page) =>
    browser.submitForm(await browser.submitForm(page, alice), { code: '123456' }),
  proves: true,
};
