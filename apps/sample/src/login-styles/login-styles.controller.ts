import { Controller, Get, UseGuards } from '@nestjs/common';
import { CurrentLoginRequest, LoginRequest, LoginRequestGuard } from 'nestjs-scalekit-federation';
import { HtmlPage } from '../pages/html-page.decorator.js';
import { loginStylesPage } from './login-styles.page.js';

@Controller('login-styles')
export class LoginStylesController {
  @Get()
  @UseGuards(LoginRequestGuard)
  @HtmlPage()
  list(@CurrentLoginRequest() loginRequest?: LoginRequest): string {
    return loginStylesPage(loginRequest);
  }
}
