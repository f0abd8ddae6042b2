import { Controller, Get, Header, Post, Req, UseGuards } from '@nestjs/common';
import {
  AfterLogin,
  CurrentLoginRequest,
  LoginRequestGuard,
  type LoginRequest,
} from 'nestjs-scalekit-federation';
import { LocalAuthGuard } from './local-auth.guard.js';
import { loginForm } from './login-form.js';
import type { SessionRequest } from './session-request.js';

@Controller('login')
export class AuthController {
  @Get()
  @UseGuards(LoginRequestGuard)
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(@CurrentLoginRequest() request?: LoginRequest): string {
    return loginForm(request?.formFields);
  }

  @Post()
  @UseGuards(LocalAuthGuard)
  @AfterLogin()
  login(@Req() { session, user }: SessionRequest): string {
    session.user = user;
    return 'Welcome';
  }
}
