import { Controller, Get, UseGuards } from '@nestjs/common';
import {
  CurrentLoginRequest,
  LoginRequestGuard,
  type LoginRequest,
} from 'nestjs-scalekit-federation';

/** Where the script of a front end asks for the login request of its page. */
@Controller('login-request')
export class LoginRequestController {
  @Get()
  @UseGuards(LoginRequestGuard)
  capture(@CurrentLoginRequest() request?: LoginRequest): object {
    return request ?? {};
  }
}
