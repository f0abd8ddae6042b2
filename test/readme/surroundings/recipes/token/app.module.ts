import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { ScalekitFederationModule } from 'nestjs-scalekit-federation';
import { AuthController } from './auth.controller.js';

@Module({
  imports: [ConfigModule.forRoot(), ScalekitFederationModule.forRoot()],
  controllers: [AuthController],
})
export class AppModule {}
