import { Module } from '@nestjs/common';
import { AuthModule } from '../auth/auth.module.js';
import { SessionModule } from '../session/session.module.js';
import { UsersModule } from '../users/users.module.js';
import { DemoDirectory } from './directory/demo.directory.js';
import { DirectoryAccounts } from './directory/directory-accounts.service.js';
import { DirectoryController } from './directory/directory.controller.js';
import { Directory } from './directory/directory.js';
import { DirectoryStrategy } from './directory/directory.strategy.js';
import { LoginStylesController } from './login-styles.controller.js';
import { MagicLinkController } from './magic-link/magic-link.controller.js';
import { MagicLinks } from './magic-link/magic-links.service.js';
import { Outbox } from './magic-link/outbox.js';
import { AccountsService } from './sign-up/accounts.service.js';
import { SignUpController } from './sign-up/sign-up.controller.js';
import { SinglePageController } from './single-page/single-page.controller.js';
import { HalfLogin } from './totp/half-login.js';
import { TotpController } from './totp/totp.controller.js';

/** Further ways to sign in, with accounts that everybody may read: never in production. */
@Module({
  imports: [AuthModule, SessionModule, UsersModule],
  controllers: [
    LoginStylesController,
    TotpController,
    SinglePageController,
    SignUpController,
    DirectoryController,
    MagicLinkController,
  ],
  providers: [
    HalfLogin,
    AccountsService,
    DirectoryAccounts,
    DirectoryStrategy,
    MagicLinks,
    Outbox,
    { provide: Directory, useClass: DemoDirectory },
  ],
})
export class LoginStylesModule {}
