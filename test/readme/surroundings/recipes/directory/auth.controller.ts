import { Controller, Get, Header, Post, UseGuards } from '@nestjs/common';
import { AuthGuard } from '@nestjs/passport';
import {
  AfterLogin,
  CurrentLoginRequest,
  LoginRequestGuard,
  type LoginRequest,
} from 'nestjs-scalekit-federation';

@Controller('login')
export class AuthController {
  @Get()
  @UseGuards(LoginRequestGuard)
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(@CurrentLoginRequest() request?: LoginRequest): string {
    return `<form method="post" action="/login"><input name="email"><input name="password" type="password">
      ${request?.formFields ?? ''}<button>Sign in</button></form>`;
  }

  @Post()
  @UseGuards(AuthGuard('directory'))
  @AfterLogin()
  login(): void {}
}
