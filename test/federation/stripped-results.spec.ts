import {
  ClassSerializerInterceptor,
  Controller,
  Injectable,
  Post,
  SerializeOptions,
  StandardSchemaSerializerInterceptor,
  UseGuards,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { RouteSchema } from '@nestjs/platform-fastify';
import { AfterLogin } from 'nestjs-scalekit-federation';
import { map, tap, type Observable } from 'rxjs';
import { Browser } from '../support/browser.js';
import { LoginController, PasswordGuard, adapters } from '../support/federation-app.js';
import { sendTo } from '../support/send-to.js';
import { alice, World } from '../support/world.js';

/** What a handler returns that leaves it to the app to take out what nobody may see. */
const account = () => ({ token: 't', _hash: 'scrypt$canary', by: { id: 'usr_alice', _hash: 'x' } });
type Account = ReturnType<typeof account>;

/** An interceptor of the app. */
function changing(change: (value: Account) => unknown): new () => NestInterceptor {
  @Injectable()
  class Changing implements NestInterceptor {
    intercept(_context: ExecutionContext, next: CallHandler<Account>): Observable<unknown> {
      return next.handle().pipe(map(change));
    }
  }
  return Changing;
}

const schema = {
  '~standard': {
    version: 1 as const,
    vendor: 'test',
    validate: (value: unknown) => ({ value: { token: (value as Account).token } }),
  },
};

/** A setting of Express has no route: it leaves out what only one of them returns. */
function leftOut(key: string, value: unknown): unknown {
  return key.startsWith('_') ? undefined : value;
}

/** Writes to the response by itself, behind the handler. */
@Injectable()
class SendingInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const response = context.switchToHttp().getResponse<{ send(body: string): void }>();
    return next.handle().pipe(tap(() => response.send('sent')));
  }
}

@Controller('stripped')
@UseGuards(PasswordGuard)
class StrippedController {
  @Post('by-prefix')
  @UseInterceptors(new ClassSerializerInterceptor(new Reflector(), { excludePrefixes: ['_'] }))
  @AfterLogin()
  byPrefix(): Account {
    return account();
  }

  @Post('by-standard-schema')
  @UseInterceptors(StandardSchemaSerializerInterceptor)
  @SerializeOptions({ schema })
  @AfterLogin()
  byStandardSchema(): Account {
    return account();
  }

  @Post('by-hand')
  @UseInterceptors(changing(({ token, by: { id } }) => ({ token, by: { id } })))
  @AfterLogin()
  byHand(): Account {
    return account();
  }

  @Post('in-an-envelope')
  @UseInterceptors(changing(({ token }) => ({ ok: true, data: { token } })))
  @AfterLogin()
  inAnEnvelope(): Account {
    return account();
  }

  @Post('masked')
  @UseInterceptors(changing(({ by }) => ({ token: '***', by: { id: by.id } })))
  @AfterLogin()
  masked(): Account {
    return account();
  }

  @Post('by-the-platform')
  @RouteSchema({
    response: { 201: { type: 'object', properties: { token: { type: 'string' } } } },
  })
  @AfterLogin()
  byThePlatform(): Account {
    return account();
  }

  @Post('renamed')
  @UseInterceptors(changing(({ token }) => ({ access_token: token })))
  @AfterLogin()
  renamed(): Account {
    return account();
  }

  @Post('sealed')
  @UseInterceptors(changing(() => 'sealed'))
  @AfterLogin()
  sealed(): Account {
    return account();
  }

  @Post('sent')
  @UseInterceptors(SendingInterceptor)
  @AfterLogin()
  sent(): Account {
    return account();
  }
}

const token = 't';
const by = { id: 'usr_alice' };

const results: [path: string, shown: object][] = [
  ['by-prefix', { token, by }],
  ['by-standard-schema', { token }],
  ['by-hand', { token, by }],
  ['in-an-envelope', { token }],
  ['masked', { token: '***', by }],
  ['renamed', {}],
  ['sealed', {}],
];

describe.each(adapters)('on %s, what the app takes out of a login’s answer', (adapter) => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({
      adapter,
      controllers: [LoginController, StrippedController],
      configure: (app) => {
        if (adapter !== 'express') return;
        const express = app as NestExpressApplication;
        express.set('json replacer', leftOut);
      },
    });
  });
  beforeEach(() => world.emulator.reset());
  afterAll(() => world?.close());

  // Express has a setting, Fastify a schema.
  const all = [
    ...results,
    ['by-the-platform', adapter === 'express' ? { token, by } : { token }],
  ] as const;

  it.each(all)('is not in a script’s answer either: %s (T78)', async (path, shown) => {
    const told = await sendTo(await world.startLogin(), `/stripped/${path}`, alice, {
      by: 'script',
    });
    const redirectTo = told.headers.get('scalekit-redirect-to');
    expect(redirectTo).toContain('partner:callback');
    expect(told.json()).toEqual({ ...shown, redirectTo });
    const plain = await new Browser().fetchJson(`${world.app.url}/stripped/${path}`, alice);
    expect(plain.text).not.toContain('scrypt$canary');
  });

  it.each(['by-hand', 'in-an-envelope'])(
    'is not in it where the hand-off fails: %s (T78)',
    async (path) => {
      const login = await world.startLogin();
      await world.emulator.fail({ on: 'push', status: 404 });
      const told = await sendTo(login, `/stripped/${path}`, alice, { by: 'script' });
      expect(told.json()).toMatchObject({ token, handOffError: { error: 'scalekit_rejected' } });
      expect(told.text).not.toContain('_hash');
    },
  );

  it('is told to the developer where nothing is left', async () => {
    for (let times = 0; times < 2; times += 1) {
      await sendTo(await world.startLogin(), '/stripped/renamed', alice, { by: 'script' });
    }
    const lines = world.app.log.lines.filter((line) => line.includes('none of the fields'));
    expect(lines).toEqual([expect.stringContaining('token, _hash, by')]);
  });

  it('cannot be ours where an interceptor has sent the answer, and the log says why', async () => {
    const login = await world.startLogin();
    await sendTo(login, '/stripped/sent', alice, { by: 'script' });
    expect(world.app.log.lines).toContainEqual(
      expect.stringMatching(/^ERROR StrippedController\.sent .*the app answered something else/),
    );
  });
});
