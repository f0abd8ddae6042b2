import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { ScalekitFederationModule } from 'nestjs-scalekit-federation';
import { AuthController } from './auth.controller.js';
import { Directory } from './directory.js';
import { DirectoryStrategy } from './directory.strategy.js';

@Module({
  imports: [ConfigModule.forRoot(), ScalekitFederationModule.forRoot()],
  controllers: [AuthController],
  providers: [Directory, DirectoryStrategy],
})
export class AppModule {}
