import cookie from '@fastify/cookie';
import fastifySession from '@fastify/session';
import {
  Controller,
  Get,
  Header,
  HttpCode,
  Post,
  Req,
  UseGuards,
  type INestApplication,
  type Type,
} from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import session from 'express-session';
import {
  AfterLogin,
  CurrentLoginRequest,
  LoginRequestGuard,
  type LoginRequest,
} from 'nestjs-scalekit-federation';
import {
  FederatedAuthGuard,
  type FederatedAuthGuardOptions,
} from 'nestjs-scalekit-federation/passport';
import type { AdapterName, User } from './federation-app.js';

/** One way to sign in by an identity provider: a Passport strategy of this name, and its routes. */
export interface SsoStyle extends FederatedAuthGuardOptions {
  readonly name: string;
  /** How the identity provider answers. */
  readonly answer: 'GET' | 'POST';
  /** What the route that ends the trip says for itself. */
  readonly confirm?: 'always';
}

interface SsoRequest {
  user?: User;
  readonly session: {
    user?: User | undefined;
    regenerate(done: (error?: unknown) => void): unknown;
  };
}

/** `/sso/<name>`: begins by form or link, redirects at once, and ends with an app session of its own. */
export function ssoController({ name, answer, confirm, ...options }: SsoStyle): Type {
  const Answer = answer === 'POST' ? Post : Get;

  @Controller(`sso/${name}`)
  class SsoController {
    @Post()
    @UseGuards(FederatedAuthGuard(name, options))
    begin(): void {}

    @Get()
    @UseGuards(FederatedAuthGuard(name, options))
    follow(): void {}

    @Get('at-once')
    @UseGuards(LoginRequestGuard, FederatedAuthGuard(name, options))
    atOnce(): void {}

    @Answer('callback')
    @HttpCode(200)
    @UseGuards(FederatedAuthGuard(name, options))
    @AfterLogin(confirm ? { confirm } : {})
    async end(@Req() request: SsoRequest): Promise<object> {
      await new Promise<void>((resolve, reject) => {
        request.session.regenerate((error) => (error ? reject(error) : resolve()));
      });
      request.session.user = request.user;
      return { welcome: request.user?.id };
    }
  }
  return SsoController;
}

/** A login page with a form and a link for each style. */
export function ssoLoginPage(styles: readonly SsoStyle[]): Type {
  @Controller()
  class SsoLoginPage {
    @Get('login')
    @UseGuards(LoginRequestGuard)
    @Header('Content-Type', 'text/html; charset=utf-8')
    page(@CurrentLoginRequest() request?: LoginRequest): string {
      const ways = styles.map(
        ({ name }) => `<form id="${name}" method="post" action="/sso/${name}">
${request?.formFields ?? ''}<button>${name}</button></form><a href="/sso/${name}">${name}</a>`,
      );
      return `<!doctype html><title>Sign in</title>${ways.join('\n')}`;
    }
  }
  return SsoLoginPage;
}

const secret = 'a secret of these tests alone, 32 characters and more';

/** Who signed in by an identity provider in this session. */
export function sessionUser({ session }: SsoRequest): User | undefined {
  return session.user;
}

/** Server-side sessions, as strategies that keep their state in one expect them. */
export function useSessions(app: INestApplication, adapter: AdapterName): void {
  if (adapter === 'express') {
    app.use(session({ secret, resave: false, saveUninitialized: false }));
    return;
  }
  const fastify = (app as NestFastifyApplication).getHttpAdapter().getInstance();
  void fastify.register(cookie);
  void fastify.register(fastifySession, {
    secret,
    cookie: { secure: false },
    saveUninitialized: false,
  });
}
