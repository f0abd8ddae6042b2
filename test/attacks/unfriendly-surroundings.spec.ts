import {
  BadGatewayException,
  Controller,
  Get,
  Header,
  HttpCode,
  Injectable,
  Post,
  Query,
  UseGuards,
  UseInterceptors,
  ValidationPipe,
  type CallHandler,
  type ExecutionContext,
  type INestApplication,
  type NestInterceptor,
} from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { Exclude } from 'class-transformer';
import { IsOptional, IsString } from 'class-validator';
import {
  AfterLogin,
  CurrentLoginRequest,
  LoginRequestGuard,
  type LoginRequest,
} from 'nestjs-scalekit-federation';
import { EMPTY, catchError, interval, map, take, tap, throwError, type Observable } from 'rxjs';
import { inspect } from 'node:util';
import type { StartedLogin } from '../support/federated-login.js';
import { LoginController, PasswordGuard, adapters, loginForm } from '../support/federation-app.js';
import { alice, World } from '../support/world.js';

/** An entity that keeps its secrets by the two means that there are. */
class Account {
  readonly id = 'usr_alice';
  readonly passwordHash = 'canary-hash';
  toJSON(): object {
    return { id: this.id };
  }
}

class Seat {
  readonly id = 'seat_1';
  readonly account = new Account();
  @Exclude() readonly doorCode = 'canary-code';
}

const thrown: string[] = [];

/** Logs whatever fails, as deep as it goes. */
@Injectable()
class ErrorLogInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(
      tap({
        error: (error: unknown) => {
          thrown.push(inspect(error, { depth: 10, showHidden: true }));
          thrown.push(JSON.stringify(error), JSON.stringify(Object.entries(error as object)));
        },
      }),
    );
  }
}

/** From Nest's own documentation: whatever fails behind this app is a bad gateway. */
@Injectable()
class ErrorMappingInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(catchError(() => throwError(() => new BadGatewayException())));
  }
}

class LoginQuery {
  @IsOptional() @IsString() returnTo?: string;
}

@Controller('odd')
class OddController {
  @Get('login')
  @UseGuards(LoginRequestGuard)
  @Header('Content-Type', 'text/html; charset=utf-8')
  page(@Query() query: LoginQuery, @CurrentLoginRequest() request?: LoginRequest): string {
    return loginForm(request) + (query.returnTo ?? '');
  }

  @Post('entity')
  @HttpCode(200)
  @UseGuards(PasswordGuard)
  @AfterLogin()
  entity(): object {
    return new Account();
  }

  @Post('nested')
  @HttpCode(200)
  @UseGuards(PasswordGuard)
  @AfterLogin()
  nested(): object {
    return { id: 'usr_alice', seats: [new Seat(), null, { at: new Date(0), n: 1 }] };
  }

  @Post('empty')
  @UseGuards(PasswordGuard)
  @AfterLogin()
  empty(): Observable<unknown> {
    return EMPTY;
  }

  @Post('many')
  @UseGuards(PasswordGuard)
  @AfterLogin()
  many(): Observable<unknown> {
    return interval(1).pipe(
      take(3),
      map((value) => ({ value })),
    );
  }
}

@Controller('mapped-errors')
@UseInterceptors(ErrorMappingInterceptor)
class ErrorMappingController {
  @Post('login')
  @UseGuards(PasswordGuard)
  @AfterLogin()
  login(): object {
    return {};
  }
}

/** The form that the app's page holds, sent elsewhere by a script. */
function fetchTo(world: World, { browser, page }: StartedLogin, path: string) {
  const body = { ...alice, scalekit_txn: page.$('input[name=scalekit_txn]').val() };
  return browser.fetchJson(world.app.url + path, body, page);
}

describe.each(adapters)('in unfriendly surroundings on %s', (adapter) => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({
      adapter,
      controllers: [LoginController, OddController, ErrorMappingController],
      providers: [{ provide: APP_INTERCEPTOR, useClass: ErrorLogInterceptor }],
    });
  });
  beforeEach(() => world.emulator.reset());
  afterAll(() => world?.close());

  it.each(['entity', 'nested'])(
    'a script is shown what JSON would show of the result, and no more: %s',
    async (path) => {
      const answer = await fetchTo(world, await world.startLogin(), `/odd/${path}`);
      expect(answer.json()).toMatchObject({
        id: 'usr_alice',
        redirectTo: expect.stringContaining('partner:callback'),
      });
      expect(answer.text).not.toContain('canary');
    },
  );

  it('a nested result keeps its shape', async () => {
    const answer = await fetchTo(world, await world.startLogin(), '/odd/nested');
    expect(answer.json().seats).toEqual([
      { id: 'seat_1', account: { id: 'usr_alice' } },
      null,
      { at: '1970-01-01T00:00:00.000Z', n: 1 },
    ]);
  });

  it.each(['empty', 'many'])('a login ends with its Observable: %s', async (path) => {
    const answer = await fetchTo(world, await world.startLogin(), `/odd/${path}`);
    expect(answer.json().redirectTo).toContain('partner:callback');
  });

  it('an interceptor that logs what is thrown meets nothing of a hand-off', async () => {
    thrown.length = 0;
    const login = await world.startLogin();
    const handedOff = await login.browser.submitForm(login.page, alice);
    expect(handedOff.refresh).toContain('partner:callback');
    const answer = await fetchTo(world, login, '/login');
    expect(answer.json().redirectTo).toContain('partner:callback');
    expect(thrown).toEqual([]);
  });

  it('a body that cannot be parsed is answered without a stack trace', async () => {
    const answer = await fetch(`${world.app.url}/scalekit/continue`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/html' },
      body: '{"scalekit_txn": ',
    });
    expect(answer.status).toBe(400);
    expect(await answer.text()).not.toMatch(/node_modules|\n +at /);
  });

  it('an interceptor that maps every error maps none of a hand-off', async () => {
    const answer = await fetchTo(world, await world.startLogin(), '/mapped-errors/login');
    expect(answer.json().redirectTo).toContain('partner:callback');
  });
});

describe.each(adapters)('on %s, behind a pipe that knows every query parameter,', (adapter) => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({
      adapter,
      controllers: [LoginController, OddController],
      loginPath: '/odd/login',
      configure: (app: INestApplication) =>
        app.useGlobalPipes(new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true })),
    });
  });
  afterAll(() => world?.close());

  it('the login page takes what Scalekit adds to its address, and the name of our field', async () => {
    const { browser, page } = await world.startLogin();
    expect(page.status).toBe(200);
    const txn = page.$('input[name=scalekit_txn]').val();
    const again = await browser.navigate(`${world.app.url}/odd/login?scalekit_txn=${txn}`);
    expect(again.$('input[name=scalekit_txn]').val()).toBe(txn);
  });

  it('the app’s own parameters reach it, and what it does not know is still refused', async () => {
    const { browser, page } = await world.startLogin();
    const own = `${page.url.href}&returnTo=/shipments`;
    expect((await browser.navigate(own)).text).toContain('/shipments');
    expect((await browser.navigate(`${own}&other=1`)).status).toBe(400);
    const state = await browser.navigate(`${world.app.url}/odd/login?state=the-apps-own`);
    expect(state.status).toBe(400);
  });
});

describe('when something else has answered before the continue page does', () => {
  it('the process lives on', async () => {
    const rejections: unknown[] = [];
    const note = (reason: unknown) => rejections.push(reason);
    process.on('unhandledRejection', note);
    const answerFirst = (
      _request: unknown,
      response: { writeHead(status: number): { end(): void } },
      next: () => void,
    ) => {
      response.writeHead(503).end();
      next();
    };
    const world = await World.start({
      adapter: 'express',
      configure: (app) => app.use('/scalekit/continue', answerFirst),
    });
    const answer = await fetch(`${world.app.url}/scalekit/continue`, { method: 'POST' });
    expect(answer.status).toBe(503);
    const isLogged = () => world.app.log.lines.some((line) => line.includes('No answer could be'));
    while (!isLogged() && rejections.length === 0) await world.emulator.journal();
    await world.close();
    process.off('unhandledRejection', note);
    expect(rejections).toEqual([]);
  });
});
