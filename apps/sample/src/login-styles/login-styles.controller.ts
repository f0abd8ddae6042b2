import { Controller, Get, Inject, UseGuards } from '@nestjs/common';
import { CurrentLoginRequest, LoginRequest, LoginRequestGuard } from 'nestjs-scalekit-federation';
import { sampleConfig, type SampleConfig } from '../config/sample.config.js';
import { HtmlPage } from '../pages/html-page.decorator.js';
import { ssoCard } from '../sso/sso-card.js';
import { frontEndCard } from './front-end/front-end-card.js';
import { loginStylesPage } from './login-styles.page.js';

@Controller('login-styles')
export class LoginStylesController {
  constructor(@Inject(sampleConfig.KEY) private readonly config: SampleConfig) {}

  @Get()
  @UseGuards(LoginRequestGuard)
  @HtmlPage()
  list(@CurrentLoginRequest() loginRequest?: LoginRequest): string {
    const { config } = this;
    return loginStylesPage(loginRequest, ssoCard(config, loginRequest), frontEndCard(config));
  }
}
