import { Module } from '@nestjs/common';
import { UsersModule } from '../users/users.module.js';
import { SessionService } from './session.service.js';
import { SessionStore } from './session.store.js';

@Module({
  imports: [UsersModule],
  providers: [SessionService, SessionStore],
  exports: [SessionService, SessionStore],
})
export class SessionModule {}
