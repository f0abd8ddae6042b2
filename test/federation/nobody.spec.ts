import { Body, Controller, HttpCode, Post, Req, UseGuards } from '@nestjs/common';
import { AfterLogin } from 'nestjs-scalekit-federation';
import {
  adapters,
  authenticate,
  LoginController,
  PasswordGuard,
} from '../support/federation-app.js';
import { sendTo } from '../support/send-to.js';
import { alice, World } from '../support/world.js';

/** Logins without a guard, as Nest's own samples have them: the handler checks. */
@Controller('bare')
class BareController {
  @Post('token')
  @HttpCode(200)
  @AfterLogin()
  token(@Body() body: object): object {
    return { accessToken: authenticate(body)?.id ?? null };
  }

  @Post('request')
  @HttpCode(200)
  @AfterLogin()
  request(@Body() body: object, @Req() request: { user?: unknown }): object {
    request.user = authenticate(body);
    return { welcome: true };
  }

  @Post('principal')
  @HttpCode(200)
  @AfterLogin({ principal: (_context, result) => (result as { user?: unknown }).user })
  principal(@Body() body: object): object {
    return { user: authenticate(body) };
  }

  @Post('guarded')
  @HttpCode(200)
  @UseGuards(PasswordGuard)
  @AfterLogin()
  guarded(): object {
    return {};
  }
}

describe.each(adapters)('a login without a guard, on %s', (adapter) => {
  let world: World;

  beforeEach(async () => {
    world = await World.start({ adapter, controllers: [LoginController, BareController] });
  });
  afterEach(() => world?.close());

  const signIn = async (path: string, who = alice) =>
    sendTo(await world.startLogin(), `/bare/${path}`, who, { by: 'script' });
  const warnings = () => world.app.log.lines.filter((line) => line.includes('AI app waits'));

  it('that leaves nobody in request.user is told to the developer once, with two fixes', async () => {
    await signIn('token');
    await signIn('token');
    expect(warnings()).toEqual([
      expect.stringMatching(/BareController\.token .*set request\.user.*@AfterLogin\(\{ principal/),
    ]);
    expect(await world.pushes()).toEqual([]);
  });

  it.each(['request', 'principal'])('hands off by %s', async (path) => {
    const told = await signIn(path);
    expect(told.json()).toMatchObject({ redirectTo: expect.stringContaining('partner:callback') });
    expect(warnings()).toEqual([]);
  });

  it('is told of no wrong password once it has handed somebody off', async () => {
    await signIn('request');
    await signIn('request', { ...alice, password: 'wrong' });
    expect(warnings()).toEqual([]);
  });

  it('is told of nothing where the principal says that nobody signed in', async () => {
    await signIn('principal', { ...alice, password: 'wrong' });
    expect(warnings()).toEqual([]);
  });
});
