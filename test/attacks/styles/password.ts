import { Body, Controller, Get, Header, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import {
  AfterLogin,
  CurrentLoginRequest,
  LoginRequestGuard,
  RejectLogin,
  type LoginRequest,
} from 'nestjs-scalekit-federation';
import { PasswordGuard, authenticate, type User } from '../../support/federation-app.js';
import { alice } from '../../support/world.js';
import { openPage, warnsInText, type LoginStyle } from './login-style.js';

@Controller('password')
class PasswordController {
  @Get('login')
  @UseGuards(LoginRequestGuard)
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(@CurrentLoginRequest() request?: LoginRequest): string {
    return `<form method="post" action="/password/login">${request?.formFields ?? ''}
<input name="email"><input name="password" type="password"><button>Sign in</button></form>`;
  }

  @Post('login')
  @HttpCode(200)
  @UseGuards(PasswordGuard)
  @AfterLogin()
  login(@Body() _body: unknown): object {
    return { welcome: true };
  }

  /** Answers a wrong password with 200 and the form, and leaves `request.user` as it is. */
  @Post('patient-login')
  @HttpCode(200)
  @AfterLogin()
  patientLogin(@Body() body: unknown, @Req() request: { user?: User }): object {
    const user = authenticate(body);
    if (user) request.user = user;
    return { welcome: user !== undefined };
  }

  @Post('cancel')
  @HttpCode(200)
  @RejectLogin()
  cancel(): object {
    return { cancelled: true };
  }
}

export const passwordForm: LoginStyle = {
  name: 'password form',
  loginPath: '/password/login',
  controller: PasswordController,
  open: openPage,
  warns: warnsInText,
  signIn: (browser, page) => browser.submitForm(page, alice),
  proves: true,
};

/** The page that a login link leads to is then the continue page: nothing is left to sign in on. */
export const signedInAlready: LoginStyle = {
  ...passwordForm,
  name: 'session of an earlier login',
  before: async (browser, appUrl) =>
    browser.submitForm(await browser.navigate(`${appUrl}/password/login`), alice),
  signIn: async (browser, page) =>
    page.url.pathname === '/password/login' ? browser.submitForm(page, alice) : page,
  proves: false,
};
