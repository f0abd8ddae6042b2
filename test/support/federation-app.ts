import {
  Body,
  Controller,
  Get,
  Header,
  HttpCode,
  Inject,
  Injectable,
  Post,
  Query,
  Req,
  UnauthorizedException,
  UseGuards,
  type CanActivate,
  type ExecutionContext,
  type INestApplication,
  type ModuleMetadata,
  type Type,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { Test } from '@nestjs/testing';
import type { AddressInfo } from 'node:net';
import {
  AfterLogin,
  CurrentLoginRequest,
  LoginRequestGuard,
  RejectLogin,
  ScalekitFederationModule,
  type LoginRequest,
  type ScalekitFederationOptions,
} from 'nestjs-scalekit-federation';
import { CapturedLogger } from './captured-logger.js';

export const adapters = ['express', 'fastify'] as const;
export type AdapterName = (typeof adapters)[number];

export interface User {
  readonly id: string;
  readonly email: string;
  readonly name: string;
}

export const users: readonly User[] = [
  { id: 'usr_alice', email: 'alice@example.com', name: 'Alice Doe' },
  { id: 'usr_bob', email: 'bob@example.com', name: 'Bob Roe' },
  { id: 'usr_mallory', email: 'mallory@example.com', name: `<img src=x onerror=alert(1)>"'&` },
];

/** Every password in these tests is `right`. */
export function authenticate(body: unknown): User | undefined {
  const { email, password } = (body ?? {}) as { email?: string; password?: string };
  return password === 'right' ? users.find((user) => user.email === email) : undefined;
}

/** Checks the password and begins a session, as Passport's guards do. */
@Injectable()
export class PasswordGuard implements CanActivate {
  constructor(@Inject(HttpAdapterHost) private readonly host: HttpAdapterHost) {}

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp();
    const request = http.getRequest<{ body: unknown; user?: User }>();
    const user = authenticate(request.body);
    if (!user) throw new UnauthorizedException('wrong password');
    request.user = user;
    this.host.httpAdapter.appendHeader(
      http.getResponse(),
      'Set-Cookie',
      `session=${user.id}; Path=/; HttpOnly; SameSite=Lax`,
    );
    return true;
  }
}

export function loginForm(request: LoginRequest | undefined, error = ''): string {
  return `<!doctype html><title>Sign in</title>${error && `<p role="alert">${error}</p>`}
<form method="post" action="/login"><input name="email"><input name="password" type="password">
${request?.formFields ?? ''}<button>Sign in</button></form>
${request ? `<form method="post" action="/login/cancel">${request.formFields}<button>Cancel</button></form>` : ''}`;
}

let lastLoginRequest: LoginRequest | undefined;

/** An app's existing login, with the three added lines. */
@Controller()
export class LoginController {
  @Get('login')
  @UseGuards(LoginRequestGuard)
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(@CurrentLoginRequest() request?: LoginRequest): string {
    if (request) lastLoginRequest = request;
    return loginForm(request);
  }

  @Post('login')
  @HttpCode(200)
  @UseGuards(PasswordGuard)
  @AfterLogin()
  login(@Body() body: Record<string, unknown>): object {
    return { greeting: 'welcome', fields: Object.keys(body) };
  }

  @Post('login/cancel')
  @HttpCode(200)
  @RejectLogin()
  cancel(): object {
    return { cancelled: true };
  }

  /** A login that ends with a GET, as a mailed link or an SSO callback does. */
  @Get('login/link')
  @AfterLogin({ principal: (_context, result) => (result as { user?: User }).user })
  link(@Query('as') as: string): object {
    return { user: users.find((user) => user.id === as) };
  }

  @Get('me')
  me(@Req() request: { user?: User }): object {
    return { user: request.user?.id ?? null };
  }
}

export interface FederationApp {
  readonly app: INestApplication;
  readonly url: string;
  readonly log: CapturedLogger;
  /** What the login page was given last. */
  lastLoginRequest(): LoginRequest;
  close(): Promise<void>;
}

export interface FederationAppOptions {
  readonly adapter: AdapterName;
  readonly options: ScalekitFederationOptions & { isGlobal?: boolean };
  readonly imports?: NonNullable<ModuleMetadata['imports']>;
  readonly controllers?: Type[];
  readonly providers?: ModuleMetadata['providers'];
  readonly configure?: (app: INestApplication) => void;
}

export const cookieSecret = 'k9Qd2vXf7LmR4tYw8ZpB3nHs6JcG1aVu5eTx0oiM';

/** Starts an app on a free port of loopback; sessions are restored before any guard, as middleware does. */
export async function createFederationApp(setup: FederationAppOptions): Promise<FederationApp> {
  const log = new CapturedLogger();
  const testing = await Test.createTestingModule({
    imports: [
      ScalekitFederationModule.forRoot({ cookieSecrets: [cookieSecret], ...setup.options }),
      ...(setup.imports ?? []),
    ],
    controllers: setup.controllers ?? [LoginController],
    providers: [PasswordGuard, ...(setup.providers ?? [])],
  })
    .setLogger(log)
    .compile();
  const app =
    setup.adapter === 'fastify'
      ? testing.createNestApplication<NestFastifyApplication>(new FastifyAdapter())
      : testing.createNestApplication(new ExpressAdapter());
  app.useLogger(log);
  restoreSessions(app, setup.adapter);
  setup.configure?.(app);
  await app.listen(0, '127.0.0.1');
  const { port } = app.getHttpServer().address() as AddressInfo;
  return {
    app,
    log,
    url: `http://localhost:${port}`,
    lastLoginRequest: () => {
      if (!lastLoginRequest) throw new Error('the login page has seen no login request');
      return lastLoginRequest;
    },
    close: () => app.close(),
  };
}

function restoreSessions(app: INestApplication, adapter: AdapterName): void {
  const restore = (request: { headers: { cookie?: string }; user?: User | undefined }): void => {
    const id = /(?:^|; )session=([^;]+)/.exec(request.headers.cookie ?? '')?.[1];
    const user = users.find((known) => known.id === id);
    if (user) request.user = user;
  };
  if (adapter === 'express') {
    app.use((request: never, _response: unknown, next: () => void) => {
      restore(request);
      next();
    });
  } else {
    const fastify = (app as NestFastifyApplication).getHttpAdapter().getInstance();
    fastify.addHook('preValidation', (request, _reply, done) => {
      restore(request as never);
      done();
    });
  }
}
