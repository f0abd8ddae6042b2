import {
  Controller,
  Get,
  Inject,
  Injectable,
  Redirect,
  Req,
  Res,
  UnauthorizedException,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { AfterLogin, LoginRequestGuard } from 'nestjs-scalekit-federation';
import { randomBytes } from 'node:crypto';
import { users, type User } from '../../support/federation-app.js';
import { identityProviderUrl, knownAs } from '../support/identity-provider.js';
import { openPage, warnsInText, type LoginStyle } from './login-style.js';

interface SsoRequest {
  readonly headers: { readonly cookie?: string; readonly host?: string };
  readonly query: { readonly code?: string; readonly state?: string };
  user?: User;
}

/** Checks that this browser began the round trip, then believes the identity provider. */
@Injectable()
class SsoGuard implements CanActivate {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const request = http.getRequest<SsoRequest>();
    const expected = /sso_state=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
    const user = users.find(({ id }) => id === request.query.code);
    if (!user || expected === undefined || request.query.state !== expected) {
      throw new UnauthorizedException('this round trip did not begin here');
    }
    request.user = user;
    this.host.httpAdapter.appendHeader(
      http.getResponse(),
      'Set-Cookie',
      `session=${user.id}; Path=/; HttpOnly; SameSite=Lax`,
    );
    return true;
  }
}

/** A login page that nobody sees: it redirects to the identity provider at once. */
@Controller('sso')
class SilentSsoController {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  @Get('login')
  @UseGuards(LoginRequestGuard)
  @Redirect()
  begin(@Req() request: SsoRequest, @Res({ passthrough: true }) response: unknown): object {
    const state = randomBytes(12).toString('base64url');
    this.host.httpAdapter.appendHeader(
      response,
      'Set-Cookie',
      `sso_state=${state}; Path=/sso; HttpOnly; SameSite=Lax`,
    );
    const redirectUri = `http://${request.headers.host}/sso/callback`;
    const query = new URLSearchParams({ redirect_uri: redirectUri, state });
    return { url: `${identityProviderUrl()}/authorize?${query}`, statusCode: 302 };
  }

  @Get('callback')
  @UseGuards(SsoGuard)
  @Redirect('/me')
  @AfterLogin()
  callback(): void {}
}

/** Opening the page signs in; what comes back is what a person sees then. */
export const silentSso: LoginStyle = {
  name: 'SSO that redirects at once and asks nothing',
  loginPath: '/sso/login',
  controller: SilentSsoController,
  before: knownAs('usr_alice'),
  open: openPage,
  warns: warnsInText,
  signIn: (_browser, page) => Promise.resolve(page),
  proves: false,
};
