import {
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Post,
  Query,
  Req,
  UnauthorizedException,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
  type INestApplication,
} from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  AfterLogin,
  CurrentLoginRequest,
  LoginRequestGuard,
  type LoginRequest,
} from 'nestjs-scalekit-federation';
import { authenticate, loginForm, users, type AdapterName, type User } from './federation-app.js';
import { useSessions } from './sso-app.js';

/** A request with a server-side session. */
export interface SessionRequest {
  user?: User | undefined;
  readonly body: unknown;
  readonly session: { user?: User | undefined; passport?: { user?: string } };
}

/** Checks the password and leaves sessions alone, as guards of APIs do. */
export class CheckGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<SessionRequest>();
    const user = authenticate(request.body);
    if (user === undefined) throw new UnauthorizedException('wrong password');
    request.user = user;
    return true;
  }
}

/** What a login leaves behind in the session. */
export type Remember = (session: SessionRequest['session'], user: User | undefined) => void;
/** The token of it. */
export const remember = Symbol('remember');

/** A login that ends with a session, and a logout. */
@Controller()
export class SessionController {
  constructor(@Inject(remember) private readonly remember: Remember) {}

  @Get('login')
  @UseGuards(LoginRequestGuard)
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(@CurrentLoginRequest() request?: LoginRequest): string {
    return loginForm(request);
  }

  @Post('login')
  @HttpCode(200)
  @UseGuards(CheckGuard)
  @AfterLogin()
  login(@Req() { session, user }: SessionRequest): object {
    this.remember(session, user);
    return {};
  }

  @Get('login/link')
  @AfterLogin({ principal: (_context, result) => result })
  link(@Query('as') as: string, @Req() { session }: SessionRequest): object | undefined {
    const user = users.find(({ id }) => id === as);
    this.remember(session, user);
    return user;
  }

  @Get('logout')
  logout(@Req() { session }: SessionRequest): object {
    this.remember(session, undefined);
    return {};
  }
}

/** As `passport.session()` does, in front of every route. */
export function usePassportSessions(app: INestApplication, adapter: AdapterName): void {
  useSessions(app, adapter);
  const restore = (request: SessionRequest): void => {
    const id = request.session.passport?.user;
    const user = users.find((known) => known.id === id);
    if (user) request.user = user;
  };
  if (adapter === 'express') {
    app.use((request: SessionRequest, _response: unknown, next: () => void) => {
      restore(request);
      next();
    });
    return;
  }
  const fastify = (app as NestFastifyApplication).getHttpAdapter().getInstance();
  fastify.addHook('preValidation', (request, _reply, done) => {
    restore(request as unknown as SessionRequest);
    done();
  });
}
