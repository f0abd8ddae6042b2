import {
  Body,
  ConflictException,
  Controller,
  HttpCode,
  Injectable,
  Post,
  UseGuards,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { APP_INTERCEPTOR } from '@nestjs/core';
import { AfterLogin, FederationConfigurationError, RejectLogin } from 'nestjs-scalekit-federation';
import { AsyncLocalStorage } from 'node:async_hooks';
import { defer, lastValueFrom, type Observable } from 'rxjs';
import {
  LoginController,
  PasswordGuard,
  adapters,
  createFederationApp,
} from '../support/federation-app.js';
import { alice, World } from '../support/world.js';
import { sendTo } from '../support/send-to.js';

/** A table. What a transaction writes is in it when the transaction commits, and gone when it fails. */
class Rows {
  readonly #transaction = new AsyncLocalStorage<string[]>();
  committed: string[] = [];

  insert(row: string): void {
    const pending = this.#transaction.getStore();
    if (pending === undefined) throw new Error('written outside of a transaction');
    pending.push(row);
  }

  async transaction<T>(work: () => Promise<T>): Promise<T> {
    const pending: string[] = [];
    const result = await this.#transaction.run(pending, work);
    this.committed.push(...pending);
    return result;
  }
}

const rows = new Rows();

/** As TypeORM's and others' do: the method is replaced by one that begins and ends a transaction. */
function transactional(keepMetadata: boolean): MethodDecorator {
  return (_target, name, descriptor: TypedPropertyDescriptor<any>) => {
    const method = descriptor.value as (...args: unknown[]) => unknown;
    const wrapped = function (this: unknown, ...args: unknown[]) {
      return rows.transaction(async () => method.apply(this, args));
    };
    Object.defineProperty(wrapped, 'name', { value: name });
    for (const key of keepMetadata ? Reflect.getMetadataKeys(method) : []) {
      Reflect.defineMetadata(key, Reflect.getMetadata(key, method), wrapped);
    }
    descriptor.value = wrapped;
  };
}

const Transactional = () => transactional(true);
const ForgetfulTransactional = () => transactional(false);

@Injectable()
class TransactionInterceptor implements NestInterceptor {
  intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return defer(() => rows.transaction(() => lastValueFrom(next.handle())));
  }
}

@Injectable()
class GlobalTransactionInterceptor extends TransactionInterceptor {
  override intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return context.getHandler().name === 'everywhere'
      ? super.intercept(context, next)
      : next.handle();
  }
}

function write(body: Record<string, unknown>): object {
  rows.insert(String(body['email'] ?? 'cancelled'));
  if (body['email'] === 'bob@example.com') throw new ConflictException('the handler failed');
  return { welcome: true };
}

@Controller('transaction')
class TransactionController {
  @Post('decorator-above')
  @UseGuards(PasswordGuard)
  @Transactional()
  @AfterLogin()
  decoratorAbove(@Body() body: Record<string, unknown>): object {
    return write(body);
  }

  @Transactional()
  @Post('decorator-on-top')
  @UseGuards(PasswordGuard)
  @AfterLogin()
  decoratorOnTop(@Body() body: Record<string, unknown>): object {
    return write(body);
  }

  @Post('decorator-below')
  @UseGuards(PasswordGuard)
  @AfterLogin()
  @Transactional()
  decoratorBelow(@Body() body: Record<string, unknown>): object {
    return write(body);
  }

  @Post('forgetful-decorator-below')
  @UseGuards(PasswordGuard)
  @AfterLogin()
  @ForgetfulTransactional()
  forgetfulDecoratorBelow(@Body() body: Record<string, unknown>): object {
    return write(body);
  }

  @Post('interceptor-above')
  @UseGuards(PasswordGuard)
  @UseInterceptors(TransactionInterceptor)
  @AfterLogin()
  interceptorAbove(@Body() body: Record<string, unknown>): object {
    return write(body);
  }

  @Post('interceptor-below')
  @UseGuards(PasswordGuard)
  @AfterLogin()
  @UseInterceptors(TransactionInterceptor)
  interceptorBelow(@Body() body: Record<string, unknown>): object {
    return write(body);
  }

  @Post('app-interceptor')
  @UseGuards(PasswordGuard)
  @AfterLogin()
  everywhere(@Body() body: Record<string, unknown>): object {
    return write(body);
  }

  @Post('cancel')
  @HttpCode(200)
  @Transactional()
  @RejectLogin()
  cancel(): object {
    return write({});
  }
}

@Controller('transaction')
@UseInterceptors(TransactionInterceptor)
class TransactionsOfAController {
  @Post('controller-interceptor')
  @UseGuards(PasswordGuard)
  @AfterLogin()
  login(@Body() body: Record<string, unknown>): object {
    return write(body);
  }
}

const kinds = [
  'decorator-above',
  'decorator-on-top',
  'decorator-below',
  'forgetful-decorator-below',
  'interceptor-above',
  'interceptor-below',
  'controller-interceptor',
  'app-interceptor',
];

describe.each(adapters)('a transaction around a login, on %s,', (adapter) => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({
      adapter,
      controllers: [LoginController, TransactionController, TransactionsOfAController],
      providers: [{ provide: APP_INTERCEPTOR, useClass: GlobalTransactionInterceptor }],
    });
  });
  beforeEach(async () => {
    rows.committed = [];
    await world.emulator.reset();
  });
  afterAll(() => world.close());

  describe.each(kinds)('by %s,', (kind) => {
    const path = `/transaction/${kind}`;

    it('commits while the user is handed off', async () => {
      const login = await world.startLogin();
      const handedOff = await sendTo(login, path, alice);
      expect(rows.committed).toEqual([alice.email]);
      expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
    });

    it('commits while a script is told the way back', async () => {
      const answer = await sendTo(await world.startLogin(), path, alice, { by: 'script' });
      expect(answer.json()).toEqual({
        welcome: true,
        redirectTo: expect.stringContaining('partner:callback'),
      });
      expect(rows.committed).toEqual([alice.email]);
    });

    it('commits when Scalekit is down, for the login itself has succeeded', async () => {
      const login = await world.startLogin();
      await world.emulator.fail({ on: 'push', status: 503 });
      const failed = await sendTo(login, path, alice);
      expect([failed.status, failed.isHtml, failed.next]).toEqual([503, true, undefined]);
      expect(rows.committed).toEqual([alice.email]);
      expect(await world.pushes()).toEqual([]);
    });

    it('rolls back what a failing handler wrote, and nobody is handed off', async () => {
      const bob = { ...alice, email: 'bob@example.com' };
      const failed = await sendTo(await world.startLogin(), path, bob);
      expect(failed.status).toBe(409);
      expect(rows.committed).toEqual([]);
      expect(await world.pushes()).toEqual([]);
    });
  });

  it('commits while a login is cancelled', async () => {
    const handedOff = await sendTo(await world.startLogin(), '/transaction/cancel', {});
    expect(handedOff.refresh).toContain('partner:callback');
    expect(rows.committed).toEqual(['cancelled']);
    expect(await world.pushes()).toEqual([{ login_failed: true }]);
  });

  it('stops the boot where its decorator drops what @AfterLogin() wrote', async () => {
    @Controller()
    class ForgetfulController {
      @Post('login')
      @UseGuards(PasswordGuard)
      @ForgetfulTransactional()
      @AfterLogin()
      login(): void {}
    }
    const boot = createFederationApp({
      adapter,
      controllers: [ForgetfulController],
      options: { ...world.emulator.credentials },
    });
    await expect(boot).rejects.toBeInstanceOf(FederationConfigurationError);
    await expect(boot).rejects.toThrow(
      /ForgetfulController\.login: .*dropped its metadata\. Write @AfterLogin\(\) above/,
    );
  });
});
