import { Controller, Get, HttpCode, Post, UseGuards } from '@nestjs/common';
import type { LoginRequest } from 'nestjs-scalekit-federation';
import { packedLibrary } from '../../support/packed-library.js';
import { PasswordGuard } from './guards.js';

const { AfterLogin, CurrentLoginRequest, LoginRequestGuard } = await packedLibrary();

/** What the scripts of a front end on another origin call; it keeps no session here. */
@Controller('front-end')
export class FrontEndController {
  @Get('login-request')
  @UseGuards(LoginRequestGuard)
  loginRequest(@CurrentLoginRequest() request?: LoginRequest): object {
    return request ?? {};
  }

  @Post('login')
  @HttpCode(200)
  @UseGuards(PasswordGuard)
  @AfterLogin()
  login(): object {
    return {};
  }
}
