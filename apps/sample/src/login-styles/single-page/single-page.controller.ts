import { Controller, Get, Header, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import {
  AfterLogin,
  CurrentLoginRequest,
  LoginRequest,
  LoginRequestGuard,
  RejectLogin,
} from 'nestjs-scalekit-federation';
import { SignedTokens } from '../../auth/signed-tokens.js';
import type { AppRequest } from '../../http/exchange.js';
import { ClientScript, readClientScript } from '../../pages/client-script.js';
import { HtmlPage } from '../../pages/html-page.decorator.js';
import type { User } from '../../users/user.js';
import { API_TOKEN } from './api-token.js';
import { BearerGuard } from './bearer.guard.js';
import { singlePage } from './single-page.page.js';

const script = readClientScript('./single-page.client.js', import.meta.url);

/**
 * A page without forms of the server's, and the JSON that it fetches. No session, no cookie of its own.
 * Front ends on other origins fetch the same.
 */
@Controller('login-styles/single-page')
export class SinglePageController {
  constructor(private readonly tokens: SignedTokens) {}

  /** The same for everybody, so a CDN could serve it. The headers are those of a login page. */
  @Get()
  @Header('cross-origin-opener-policy', 'unsafe-none')
  @Header('referrer-policy', 'no-referrer')
  @Header('cache-control', 'no-store')
  @HtmlPage()
  page(): string {
    return singlePage();
  }

  @Get('app.js')
  @ClientScript()
  script(): string {
    return script;
  }

  /** Fetched with the query that the page was opened with: sets a login request aside, if one came. */
  @Get('login-request')
  @UseGuards(LoginRequestGuard)
  loginRequest(@CurrentLoginRequest() loginRequest?: LoginRequest) {
    return loginRequest ?? {};
  }

  @Post('login')
  @HttpCode(200)
  @UseGuards(AuthGuard('local'))
  @AfterLogin()
  async signIn(@Req() { user }: { user: User }) {
    const { purpose, lifetimeSeconds } = API_TOKEN;
    return {
      accessToken: await this.tokens.sign(purpose, user.id, lifetimeSeconds),
      expiresInSeconds: lifetimeSeconds,
      name: user.name,
    };
  }

  /** For who is signed in already: a token comes by itself, so a page asks whether this is meant. */
  @Post('continue')
  @HttpCode(200)
  @UseGuards(BearerGuard)
  @AfterLogin({ confirm: 'always' })
  goOn() {
    return {};
  }

  @Post('cancel')
  @HttpCode(200)
  @RejectLogin()
  cancel() {
    return {};
  }

  @Get('profile')
  @UseGuards(BearerGuard)
  profile(@Req() { user }: AppRequest) {
    return { name: user?.name, email: user?.email, organization: user?.organization.name };
  }
}
