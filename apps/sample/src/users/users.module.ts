import { Module } from '@nestjs/common';
import { AuthenticatorsService } from './authenticators.service.js';
import { UsersService } from './users.service.js';

@Module({
  providers: [UsersService, AuthenticatorsService],
  exports: [UsersService, AuthenticatorsService],
})
export class UsersModule {}
