import { Controller, Get, Header, Post, Redirect, UseGuards } from '@nestjs/common';
import type { LoginRequest } from 'nestjs-scalekit-federation';
import { LocalAuthGuard } from '../app/local.strategy.js';
import { library } from '../library.js';
import { loginForm } from './login-form.js';

const { AfterLogin, CurrentLoginRequest, LoginRequestGuard } = library;

/** A login that the module hands off. */
@Controller('login')
export class ModuleController {
  @Get()
  @UseGuards(LoginRequestGuard)
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(@CurrentLoginRequest() request?: LoginRequest): string {
    return loginForm(request?.formFields ?? '');
  }

  @Post()
  @UseGuards(LocalAuthGuard)
  @AfterLogin()
  @Redirect('/')
  login(): void {}
}
