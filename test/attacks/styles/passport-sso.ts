import { Controller, Get, Header, HttpCode, Post, UseGuards } from '@nestjs/common';
import {
  AfterLogin,
  CurrentLoginRequest,
  LoginRequestGuard,
  type LoginRequest,
} from 'nestjs-scalekit-federation';
import { FederatedAuthGuard } from 'nestjs-scalekit-federation/passport';
import type { Request } from 'express';
import { randomBytes } from 'node:crypto';
import passport from 'passport';
import { Strategy } from 'passport-strategy';
import type { Browser } from '../../support/browser.js';
import { users } from '../../support/federation-app.js';
import type { Page } from '../../support/page.js';
import { walk } from '../../support/walk.js';
import { knownAs, identityProviderUrl } from '../support/identity-provider.js';
import { openPage, warnsInText, type LoginStyle } from './login-style.js';

/** OAuth's shape, with a `state` that any browser may bring back: the weakest that strategies do. */
class CodeStrategy extends Strategy {
  private readonly states = new Set<string>();

  /** @param path of the controller that the callback belongs to */
  constructor(
    private readonly path: string,
    private readonly nextState: () => string,
  ) {
    super();
  }

  override authenticate({ query, headers }: Request): void {
    const { code, state } = query;
    const user = users.find(({ id }) => id === code);
    if (user && this.states.has(String(state))) return this.success(user);
    if (code !== undefined) return this.fail(401);
    const fresh = this.nextState();
    this.states.add(fresh);
    this.redirect(
      `${identityProviderUrl()}/authorize?${new URLSearchParams({
        redirect_uri: `http://${headers.host}/${this.path}/callback`,
        state: fresh,
      })}`,
    );
  }
}

/** SAML's shape: the answer is a form that the identity provider posts. */
class PostedAnswerStrategy extends Strategy {
  override authenticate({ query, body, headers }: Request): void {
    const fields = { ...query, ...(body as object | undefined) } as Record<string, string>;
    const { SAMLResponse, RelayState } = fields;
    const user = users.find(({ id }) => id === SAMLResponse);
    if (user) return this.success(user);
    if (SAMLResponse !== undefined) return this.fail(401);
    this.redirect(
      `${identityProviderUrl()}/saml?${new URLSearchParams({
        SAMLRequest: 'request',
        acs: `http://${headers.host}/saml/acs`,
        ...(RelayState !== undefined && { RelayState }),
      })}`,
    );
  }
}

const random = () => randomBytes(12).toString('base64url');

passport.use('attacked-oidc', new CodeStrategy('oidc', random));
passport.use('attacked-careless', new CodeStrategy('careless', () => 'login'));
passport.use('attacked-saml', new PostedAnswerStrategy());

function buttonPage(path: string, request: LoginRequest | undefined): string {
  return `<form method="post" action="${path}">${request?.formFields ?? ''}
<button>Sign in with your company</button></form>`;
}

@Controller('oidc')
class OidcController {
  @Get('login')
  @UseGuards(LoginRequestGuard)
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(@CurrentLoginRequest() request?: LoginRequest): string {
    return buttonPage('/oidc/begin', request);
  }

  @Post('begin')
  @UseGuards(FederatedAuthGuard('attacked-oidc'))
  begin(): void {}

  /** For apps whose login page redirects at once. */
  @Get('at-once')
  @UseGuards(LoginRequestGuard, FederatedAuthGuard('attacked-oidc'))
  atOnce(): void {}

  @Get('callback')
  @UseGuards(FederatedAuthGuard('attacked-oidc'))
  @AfterLogin()
  callback(): object {
    return { welcome: true };
  }
}

/** A strategy that always sends the same `state`, as apps do that keep their return path in it. */
@Controller('careless')
class CarelessController {
  @Get('login')
  @UseGuards(LoginRequestGuard)
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(@CurrentLoginRequest() request?: LoginRequest): string {
    return buttonPage('/careless/begin', request);
  }

  @Post('begin')
  @UseGuards(FederatedAuthGuard('attacked-careless'))
  begin(): void {}

  @Get('callback')
  @UseGuards(FederatedAuthGuard('attacked-careless'))
  @AfterLogin()
  callback(): object {
    return { welcome: true };
  }
}

@Controller('saml')
class SamlController {
  @Get('login')
  @UseGuards(LoginRequestGuard)
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(@CurrentLoginRequest() request?: LoginRequest): string {
    return buttonPage('/saml/begin', request);
  }

  @Post('begin')
  @UseGuards(FederatedAuthGuard('attacked-saml'))
  begin(): void {}

  @Post('acs')
  @HttpCode(200)
  @UseGuards(FederatedAuthGuard('attacked-saml'))
  @AfterLogin()
  acs(): object {
    return { welcome: true };
  }
}

/** Presses the app's button, and the one that the identity provider's page presses by script. */
async function pressTheButton(browser: Browser, page: Page): Promise<Page> {
  const answer = await walk(browser, await browser.submitForm(page));
  const posts = answer.$('form[data-posts-itself]').length > 0;
  return posts ? walk(browser, await browser.submitForm(answer)) : answer;
}

export const ssoByButton: LoginStyle = {
  name: 'SSO behind a button',
  loginPath: '/oidc/login',
  controller: OidcController,
  before: knownAs('usr_alice'),
  open: openPage,
  warns: warnsInText,
  signIn: pressTheButton,
  proves: true,
};

export const ssoAtOnce: LoginStyle = {
  ...ssoByButton,
  name: 'SSO of a Passport strategy that redirects at once',
  loginPath: '/oidc/at-once',
  signIn: (_browser, page) => Promise.resolve(page),
  proves: false,
};

export const samlByButton: LoginStyle = {
  ...ssoByButton,
  name: 'SAML behind a button',
  loginPath: '/saml/login',
  controller: SamlController,
};

export const carelessSso: LoginStyle = {
  ...ssoByButton,
  name: 'SSO that always sends the same state',
  loginPath: '/careless/login',
  controller: CarelessController,
};
