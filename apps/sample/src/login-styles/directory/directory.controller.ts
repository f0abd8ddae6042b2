import { Body, Controller, Get, Injectable, Post, Req, Res, UseGuards } from '@nestjs/common';
import {
  AfterLogin,
  CurrentLoginRequest,
  LoginRequest,
  LoginRequestGuard,
} from 'nestjs-scalekit-federation';
import { FormAuthGuard } from '../../auth/form-auth.guard.js';
import { loginPage } from '../../auth/login.page.js';
import { seeOther, type AppReply, type AppRequest } from '../../http/exchange.js';
import { HtmlPage } from '../../pages/html-page.decorator.js';
import { SessionService } from '../../session/session.service.js';

@Injectable()
class DirectoryAuthGuard extends FormAuthGuard('directory') {}

/** The company's directory checks the password, by a Passport strategy of the app's own. */
@Controller('login-styles/directory')
export class DirectoryController {
  constructor(private readonly sessions: SessionService) {}

  @Get()
  @UseGuards(LoginRequestGuard)
  @HtmlPage()
  form(@CurrentLoginRequest() loginRequest?: LoginRequest): string {
    return page({ loginRequest });
  }

  @Post()
  @UseGuards(DirectoryAuthGuard)
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
      return page({ problem: request.refusal, email, loginRequest });
    }
    await this.sessions.start(request, request.user);
    return seeOther(reply, '/');
  }
}

function page(form: Parameters<typeof loginPage>[0]): string {
  return loginPage({
    ...form,
    action: '/login-styles/directory',
    heading: 'Sign in with your directory',
    introduction: 'Use the account of your company’s directory.',
  });
}
