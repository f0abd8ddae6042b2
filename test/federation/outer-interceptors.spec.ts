import {
  Catch,
  Controller,
  HttpCode,
  Injectable,
  InternalServerErrorException,
  Post,
  UseGuards,
  UseInterceptors,
  type ArgumentsHost,
  type CallHandler,
  type ExceptionFilter,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { APP_FILTER, HttpAdapterHost } from '@nestjs/core';
import { AfterLogin, RejectLogin } from 'nestjs-scalekit-federation';
import { map, raceWith, retry, Subject, tap, timeout, type Observable } from 'rxjs';
import { LoginController, PasswordGuard, adapters } from '../support/federation-app.js';
import { sendTo } from '../support/send-to.js';
import { alice, World } from '../support/world.js';

type Wrap = (result: Observable<unknown>) => Observable<unknown>;

/** An interceptor of the app around the handler, and around ours. */
function around(wrap: Wrap): new () => NestInterceptor {
  @Injectable()
  class Around implements NestInterceptor {
    intercept(_context: ExecutionContext, next: CallHandler): Observable<unknown> {
      return wrap(next.handle());
    }
  }
  return Around;
}

const seen: unknown[] = [];
const runs: string[] = [];
const pushBegins = new Subject<void>();

const fails = around(
  tap(() => {
    throw new InternalServerErrorException('the commit failed');
  }),
);
/** Gives up as soon as the push is on its way. */
const givesUp = around((result) =>
  result.pipe(
    raceWith(
      pushBegins.pipe(
        map(() => {
          throw new InternalServerErrorException('too slow');
        }),
      ),
    ),
  ),
);

@Controller('outer')
@UseGuards(PasswordGuard)
class OuterController {
  @Post('retry')
  @UseInterceptors(around(retry(2)))
  @AfterLogin()
  retried(): object {
    runs.push('retry');
    return { welcome: true };
  }

  @Post('retry-failure')
  @UseInterceptors(around(retry(2)))
  @AfterLogin()
  retriedAfterFailure(): object {
    runs.push('retry-failure');
    if (runs.length === 1) throw new Error('a deadlock');
    return { welcome: true };
  }

  @Post('timeout')
  @UseInterceptors(around(timeout(60_000)))
  @AfterLogin()
  inTime(): object {
    return { welcome: true };
  }

  @Post('envelope')
  @UseInterceptors(
    around((result) =>
      result.pipe(
        tap((value) => seen.push(value)),
        map(() => 0),
      ),
    ),
  )
  @AfterLogin()
  enveloped(): object {
    return { welcome: true };
  }

  @Post('fails')
  @UseInterceptors(fails)
  @AfterLogin()
  fails(): object {
    return { welcome: true };
  }

  @Post('fails/cancel')
  @HttpCode(200)
  @UseInterceptors(fails)
  @RejectLogin()
  cancelFails(): object {
    return {};
  }

  @Post('gives-up')
  @UseInterceptors(givesUp)
  @AfterLogin()
  givesUp(): object {
    return { welcome: true };
  }

  @Post('throws')
  @UseInterceptors(around((result) => result))
  @AfterLogin()
  throws(): object {
    throw new InternalServerErrorException('the handler failed');
  }
}

const page = '<!doctype html><title>Sorry</title>';

interface Reply {
  status(code: number): { json?(body: string): void; send(body: string): void };
}

/** Writes by the platform's own means, as filters copied from the documentation do. */
@Catch()
class PlatformFilter implements ExceptionFilter {
  catch(exception: { getStatus?(): number }, context: ArgumentsHost): void {
    const reply = context
      .switchToHttp()
      .getResponse<Reply>()
      .status(exception.getStatus?.() ?? 500);
    if (reply.json) reply.json(page);
    else reply.send(page);
  }
}

@Injectable()
@Catch()
class AdapterFilter implements ExceptionFilter {
  constructor(private readonly host: HttpAdapterHost) {}

  catch(exception: { getStatus?(): number }, context: ArgumentsHost): void {
    const response: unknown = context.switchToHttp().getResponse();
    this.host.httpAdapter.reply(response, page, exception.getStatus?.() ?? 500);
  }
}

/** Sets the status beforehand. */
@Injectable()
@Catch()
class StatusFirstFilter implements ExceptionFilter {
  constructor(private readonly host: HttpAdapterHost) {}

  catch(exception: { getStatus?(): number }, context: ArgumentsHost): void {
    const response: unknown = context.switchToHttp().getResponse();
    this.host.httpAdapter.status(response, exception.getStatus?.() ?? 500);
    this.host.httpAdapter.reply(response, page);
  }
}

const filters = [
  ['Nest’s own filter', undefined],
  ['a filter that writes by the platform', PlatformFilter],
  ['a filter that writes by the adapter', AdapterFilter],
  ['a filter that sets the status first', StatusFirstFilter],
] as const;

describe.each(adapters)('on %s,', (adapter) => {
  describe.each(filters)('behind %s,', (_which, filter) => {
    let world: World;
    const linesOf = (method: string) =>
      world.app.log.lines.filter((line) => line.includes(`OuterController.${method} `));

    beforeAll(async () => {
      world = await World.start({
        adapter,
        controllers: [LoginController, OuterController],
        providers: filter ? [{ provide: APP_FILTER, useClass: filter }] : [],
        options: {
          mapPrincipal: (principal) => {
            pushBegins.next();
            const { id, email } = principal as { id: string; email: string };
            return { sub: id, email };
          },
        },
      });
    });
    beforeEach(async () => {
      seen.length = 0;
      runs.length = 0;
      world.app.log.lines.length = 0;
      await world.emulator.reset();
    });
    afterAll(() => world.close());

    it.each([
      ['retry', 1],
      ['retry-failure', 2],
      ['timeout', 0],
      ['envelope', 0],
    ])('an interceptor around the hand-off leaves it alone: %s', async (path, handled) => {
      const login = await world.startLogin();
      const handedOff = await sendTo(login, `/outer/${path}`, alice);
      expect(handedOff.refresh).toContain('partner:callback');
      expect(runs).toHaveLength(handled);
      expect(await world.pushes()).toEqual([expect.objectContaining({ sub: 'usr_alice' })]);
    });

    it('an interceptor that retries does not try a failed push again', async () => {
      const login = await world.startLogin();
      await world.emulator.fail({ on: 'push', status: 404 });
      const failed = await sendTo(login, '/outer/retry', alice);
      expect([failed.status, runs]).toEqual([502, ['retry']]);
    });

    it('an interceptor sees what the handler returned', async () => {
      await sendTo(await world.startLogin(), '/outer/envelope', alice, { by: 'script' });
      expect(seen).toEqual([{ welcome: true }]);
    });

    it('an interceptor that fails afterwards wins, and the log names the route', async () => {
      const failed = await sendTo(await world.startLogin(), '/outer/fails', alice);
      expect([failed.status, failed.next]).toEqual([500, undefined]);
      expect(failed.text).toContain(filter ? 'Sorry' : 'the commit failed');
      expect(await world.pushes()).toEqual([expect.objectContaining({ sub: 'usr_alice' })]);
      expect(linesOf('fails')).toEqual([
        expect.stringMatching(/^ERROR .*handed a login off, but the app answered .*\(500\)/),
      ]);
    });

    it('an interceptor that fails after a cancel wins, too', async () => {
      const failed = await sendTo(await world.startLogin(), '/outer/fails/cancel', alice);
      expect([failed.status, failed.next]).toEqual([500, undefined]);
      expect(await world.pushes()).toEqual([{ login_failed: true }]);
      expect(linesOf('cancelFails')).toEqual([
        expect.stringMatching(/^ERROR .*gave a login up, but the app answered .*\(500\)/),
      ]);
    });

    it('an interceptor that gives up during the push wins, and the log names the route', async () => {
      const failed = await sendTo(await world.startLogin(), '/outer/gives-up', alice);
      expect([failed.status, failed.next]).toEqual([500, undefined]);
      // The push is on its way still; asking the emulator again and again waits for it.
      for (let asked = 0; asked < 20_000 && linesOf('givesUp').length === 0; asked += 1) {
        await world.pushes();
      }
      expect(linesOf('givesUp')).toEqual([
        expect.stringMatching(/^ERROR .*handed a login off, but the app answered .*\(500\)/),
      ]);
      expect(await world.pushes()).toHaveLength(1);
    });

    it('an error of the handler is the app’s to answer', async () => {
      const failed = await sendTo(await world.startLogin(), '/outer/throws', alice);
      expect(failed.status).toBe(500);
      expect(failed.text).toContain(filter ? 'Sorry' : 'the handler failed');
      expect(await world.pushes()).toEqual([]);
      expect(linesOf('throws')).toEqual([]);
    });
  });
});
