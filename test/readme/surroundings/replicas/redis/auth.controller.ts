import { Controller, Get, Header, Post, UseGuards } from '@nestjs/common';
import {
  AfterLogin,
  CurrentLoginRequest,
  LoginRequestGuard,
  type LoginRequest,
} from 'nestjs-scalekit-federation';
import { LocalAuthGuard } from './local-auth.guard.js';
import { loginForm } from './login-form.js';

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
  login(): string {
    return 'Welcome';
  }
}
