import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { ScalekitFederationModule } from 'nestjs-scalekit-federation';
import { SignUpController } from './sign-up.controller.js';
import { UsersService } from './users.service.js';

@Module({
  imports: [ConfigModule.forRoot(), ScalekitFederationModule.forRoot()],
  controllers: [SignUpController],
  providers: [UsersService],
})
export class AppModule {}
