import { Body, Controller, Get, Post, Req, Res, UseGuards } from '@nestjs/common';
import {
  AfterLogin,
  CurrentLoginRequest,
  LoginRequest,
  LoginRequestGuard,
} from 'nestjs-scalekit-federation';
import { seeOther, type AppReply, type AppRequest } from '../../http/exchange.js';
import { HtmlPage } from '../../pages/html-page.decorator.js';
import { SessionService } from '../../session/session.service.js';
import { AccountsService } from './accounts.service.js';
import { problemsOf, signUpForm } from './sign-up-form.js';
import { signUpPage } from './sign-up.page.js';

/** A new account in the middle of a login; who has it is signed in. */
@Controller('login-styles/sign-up')
export class SignUpController {
  constructor(
    private readonly accounts: AccountsService,
    private readonly sessions: SessionService,
  ) {}

  @Get()
  @UseGuards(LoginRequestGuard)
  @HtmlPage()
  form(@CurrentLoginRequest() loginRequest?: LoginRequest): string {
    return signUpPage({ loginRequest });
  }

  @Post()
  @AfterLogin()
  @HtmlPage()
  async signUp(
    @Req() request: AppRequest,
    @Res({ passthrough: true }) reply: AppReply,
    @Body() typed: Record<string, unknown> = {},
    @CurrentLoginRequest() loginRequest?: LoginRequest,
  ): Promise<string | undefined> {
    const form = signUpForm.safeParse(typed);
    const user = form.success && (await this.accounts.create(form.data, request.ip));
    if (user) {
      // Whom the handler sets has signed in by this request, as whom a guard sets has.
      request.user = user;
      await this.sessions.start(request, user);
      return seeOther(reply, '/');
    }
    reply.status(422);
    const problems = form.success ? { email: addressTaken } : problemsOf(form.error);
    return signUpPage({ loginRequest, typed, problems });
  }
}

const addressTaken = 'There is an account with this address already. Sign in instead.';
