import { Module } from '@nestjs/common';
import { LoginRequestScriptsController } from '../login-request/scripts.controller.js';
import { SessionModule } from '../session/session.module.js';
import { UsersModule } from '../users/users.module.js';
import { FailedLogins } from './failed-logins.js';
import { LocalStrategy } from './local.strategy.js';
import { LoginController } from './login.controller.js';
import { PasswordCheck } from './password-check.js';
import { SignedTokens } from './signed-tokens.js';

@Module({
  imports: [UsersModule, SessionModule],
  controllers: [LoginController, LoginRequestScriptsController],
  providers: [LocalStrategy, PasswordCheck, FailedLogins, SignedTokens],
  exports: [PasswordCheck, FailedLogins, SignedTokens],
})
export class AuthModule {}
