import { Controller, Get, HttpCode, Post, UseGuards } from '@nestjs/common';
import passport from 'passport';
import { packedLibrary, packedPassport } from '../../support/packed-library.js';
import { CodeStrategy, PostedAnswerStrategy } from './strategies.js';

const { AfterLogin } = await packedLibrary();
const { FederatedAuthGuard } = await packedPassport();

passport.use('oidc', new CodeStrategy());
passport.use('saml', new PostedAnswerStrategy());

/** Logins that leave for the company's identity provider; they keep no session here. */
@Controller('sso')
export class SsoController {
  @Post('oidc')
  @UseGuards(FederatedAuthGuard('oidc'))
  beginOidc(): void {}

  /** By a link, which anybody can lead a browser to. */
  @Get('oidc')
  @UseGuards(FederatedAuthGuard('oidc'))
  followOidc(): void {}

  @Get('oidc/callback')
  @HttpCode(200)
  @UseGuards(FederatedAuthGuard('oidc'))
  @AfterLogin()
  endOidc(): object {
    return {};
  }

  @Post('saml')
  @UseGuards(FederatedAuthGuard('saml'))
  beginSaml(): void {}

  @Post('saml/acs')
  @HttpCode(200)
  @UseGuards(FederatedAuthGuard('saml'))
  @AfterLogin()
  endSaml(): object {
    return {};
  }
}
