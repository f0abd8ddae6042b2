import { Body, Controller, HttpCode, Post, Scope, UseGuards, type Type } from '@nestjs/common';
import { AfterLogin, FederationConfigurationError } from 'nestjs-scalekit-federation';
import {
  LoginController,
  PasswordGuard,
  adapters,
  createFederationApp,
} from '../support/federation-app.js';
import { sendTo } from '../support/send-to.js';
import { alice, World } from '../support/world.js';

type Method = (...args: unknown[]) => unknown;

const argumentsSeen: unknown[][] = [];

/** As tracing tools do: another function of the same name in the method's place. */
function instrument(type: Type, name: string, keepMetadata: boolean): void {
  const prototype = type.prototype as Record<string, Method>;
  const method = prototype[name] as Method;
  const wrapper = {
    [name](this: unknown, ...args: unknown[]) {
      return method.apply(this, args);
    },
  }[name] as Method;
  for (const key of keepMetadata ? Reflect.getMetadataKeys(method) : []) {
    Reflect.defineMetadata(key, Reflect.getMetadata(key, method), wrapper);
  }
  prototype[name] = wrapper;
}

@Controller('traced')
class TracedController {
  @Post()
  @HttpCode(200)
  @UseGuards(PasswordGuard)
  @AfterLogin()
  login(): object {
    return { traced: true };
  }
}
instrument(TracedController, 'login', true);

@Controller({ path: 'of-its-request', scope: Scope.REQUEST })
class RequestScopedController {
  static count = 0;
  private readonly number = ++RequestScopedController.count;

  @Post()
  @HttpCode(200)
  @UseGuards(PasswordGuard)
  @AfterLogin()
  login(): object {
    return { number: this.number };
  }
}

abstract class ParentController {
  @Post()
  @HttpCode(200)
  @UseGuards(PasswordGuard)
  @AfterLogin()
  login(@Body() body: { email: string }, ...more: unknown[]): object {
    argumentsSeen.push([body, ...more]);
    return { by: this.constructor.name };
  }
}

@Controller('inheriting')
class InheritingController extends ParentController {}

@Controller('decorated')
class DecoratedController extends ParentController {
  @Post()
  @HttpCode(200)
  @UseGuards(PasswordGuard)
  @AfterLogin()
  override login(@Body() body: { email: string }, ...more: unknown[]): object {
    return super.login(body, ...more);
  }
}

@Controller('bare')
class BareController extends ParentController {
  @Post()
  @HttpCode(200)
  @UseGuards(PasswordGuard)
  override login(@Body() body: { email: string }, ...more: unknown[]): object {
    return super.login(body, ...more);
  }
}

describe.each(adapters)('on %s,', (adapter) => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({
      adapter,
      controllers: [
        LoginController,
        TracedController,
        RequestScopedController,
        InheritingController,
        DecoratedController,
        BareController,
      ],
    });
  });
  beforeEach(async () => {
    argumentsSeen.length = 0;
    await world.emulator.reset();
  });
  afterAll(() => world.close());

  describe.each([
    ['that a tracing tool has wrapped', '/traced', { traced: true }],
    ['of a request-scoped controller', '/of-its-request', { number: expect.any(Number) }],
    ['that a controller inherits', '/inheriting', { by: 'InheritingController' }],
    ['that a subclass overrides, decorated again', '/decorated', { by: 'DecoratedController' }],
  ])('a handler %s', (_which, path, answer) => {
    it('hands off', async () => {
      const login = await world.startLogin();
      const handedOff = await sendTo(login, path, alice);
      expect(handedOff.refresh).toContain('partner:callback');
      expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
    });

    it('answers a script with its own object and the way back', async () => {
      const told = await sendTo(await world.startLogin(), path, alice, { by: 'script' });
      expect(told.json()).toEqual({
        ...answer,
        redirectTo: expect.stringContaining('partner:callback'),
      });
    });

    it('leaves a wrong password to the app', async () => {
      const wrong = { ...alice, password: 'wrong' };
      const refused = await sendTo(await world.startLogin(), path, wrong);
      expect(refused.status).toBe(401);
      expect(await world.pushes()).toEqual([]);
    });
  });

  it('a request-scoped controller is made once for a login', async () => {
    const before = RequestScopedController.count;
    await sendTo(await world.startLogin(), '/of-its-request', alice);
    expect(RequestScopedController.count).toBe(before + 1);
  });

  it.each(['/inheriting', '/decorated', '/bare'])(
    'a handler gets its own arguments and no more, through %s',
    async (path) => {
      await sendTo(await world.startLogin(), path, alice, { by: 'script' });
      expect(argumentsSeen).toHaveLength(1);
      expect(argumentsSeen[0]?.slice(0, 1)).toEqual([expect.objectContaining(alice)]);
      expect(argumentsSeen[0]).toHaveLength(1);
    },
  );

  it('an override without the decorator is a plain login, and named in the log', async () => {
    const login = await world.startLogin();
    const answer = await sendTo(login, '/bare', alice);
    expect(answer.json()).toEqual({ by: 'BareController' });
    expect(await world.pushes()).toEqual([]);
    const lines = world.app.log.lines.filter((line) => line.includes('overrides a route'));
    expect(lines).toEqual([
      expect.stringMatching(/^WARN BareController\.login .*Put @AfterLogin\(\) on it/),
    ]);
  });

  it('a wrapper that drops the metadata stops the boot, naming the route and the fix', async () => {
    @Controller('dropped')
    class DroppedController {
      @Post()
      @UseGuards(PasswordGuard)
      @AfterLogin()
      login(): void {}
    }
    instrument(DroppedController, 'login', false);
    const boot = createFederationApp({
      adapter,
      controllers: [DroppedController],
      options: { ...world.emulator.credentials },
    });
    await expect(boot).rejects.toBeInstanceOf(FederationConfigurationError);
    await expect(boot).rejects.toThrow(/DroppedController\.login: .*above that decorator/);
  });
});
