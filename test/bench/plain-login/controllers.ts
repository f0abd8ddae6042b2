import {
  Controller,
  Get,
  HttpCode,
  Post,
  UseGuards,
  UseInterceptors,
  type CallHandler,
  type CanActivate,
  type NestInterceptor,
} from '@nestjs/common';
import { library } from '../library.js';
import { LocalAuthGuard } from '../app/local.strategy.js';

const { AfterLogin, LoginRequestGuard } = library;

const answer = { ok: true } as const;

/** An app's login before the module came. */
@Controller('login')
export class PlainLoginController {
  @Get()
  page(): object {
    return answer;
  }

  @Post()
  @HttpCode(200)
  @UseGuards(LocalAuthGuard)
  login(): object {
    return answer;
  }
}

class EmptyGuard implements CanActivate {
  canActivate(): boolean {
    return true;
  }
}

class EmptyInterceptor implements NestInterceptor {
  intercept(_context: unknown, next: CallHandler): ReturnType<CallHandler['handle']> {
    return next.handle();
  }
}

/** The same login with a guard and an interceptor that do nothing: what Nest charges for having them. */
@Controller('login')
export class EmptyLoginController {
  @Get()
  @UseGuards(EmptyGuard)
  page(): object {
    return answer;
  }

  @Post()
  @HttpCode(200)
  @UseGuards(EmptyGuard, LocalAuthGuard)
  @UseInterceptors(EmptyInterceptor)
  login(): object {
    return answer;
  }
}

/** The same login with the module's two lines. */
@Controller('login')
export class FederatedLoginController {
  @Get()
  @UseGuards(LoginRequestGuard)
  page(): object {
    return answer;
  }

  @Post()
  @HttpCode(200)
  @UseGuards(LocalAuthGuard)
  @AfterLogin()
  login(): object {
    return answer;
  }
}
