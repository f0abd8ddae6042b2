import { Controller, Get, Module, UseGuards } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import {
  CurrentLoginRequest,
  LoginRequestGuard,
  ScalekitFederationModule,
  type LoginRequest,
} from 'nestjs-scalekit-federation';
import { AuthController } from './auth.controller.js';
import { LoginService } from './login.service.js';

@Controller('login')
class CaptureController {
  @Get()
  @UseGuards(LoginRequestGuard)
  page(@CurrentLoginRequest() request?: LoginRequest) {
    return request ?? {};
  }
}

@Module({
  imports: [ConfigModule.forRoot(), ScalekitFederationModule.forRoot()],
  controllers: [AuthController, CaptureController],
  providers: [LoginService],
})
export class AppModule {}
