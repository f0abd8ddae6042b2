import {
  Controller,
  Get,
  Header,
  HttpCode,
  Injectable,
  Post,
  UnauthorizedException,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
} from '@nestjs/common';
import type { LoginRequest } from 'nestjs-scalekit-federation';
import { packedLibrary } from '../packed-library.js';
import { addressOf, password } from '../people.js';

const { AfterLogin, CurrentLoginRequest, LoginRequestGuard } = await packedLibrary();

/** Knows everybody: `usr_7` is who signs in as `usr_7@example.com`. */
@Injectable()
export class PasswordGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<{ body?: unknown; user?: unknown }>();
    const { email, password: given } = (request.body ?? {}) as Record<string, string | undefined>;
    if (email === undefined || given !== password) throw new UnauthorizedException();
    const [id = ''] = email.split('@');
    request.user = { id, email: addressOf(id), name: `Person ${id}` };
    return true;
  }
}

/** An app's existing login, with the added lines. */
@Controller('login/:connection')
export class LoginController {
  @Get()
  @UseGuards(LoginRequestGuard)
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(@CurrentLoginRequest() request?: LoginRequest): string {
    return `<!doctype html><title>Sign in</title><form method="post"><input name="email">
<input name="password" type="password">${request?.formFields ?? ''}<button>Sign in</button></form>`;
  }

  @Post()
  @HttpCode(200)
  @UseGuards(PasswordGuard)
  @AfterLogin()
  login(): object {
    return { greeting: 'welcome' };
  }
}
