import {
  Body,
  Controller,
  HttpCode,
  Post,
  Req,
  UnauthorizedException,
  UseGuards,
} from '@nestjs/common';
import { AfterLogin } from 'nestjs-scalekit-federation';
import {
  adapters,
  authenticate,
  LoginController,
  PasswordGuard,
  type User,
} from '../support/federation-app.js';
import { sendTo } from '../support/send-to.js';
import { alice, World } from '../support/world.js';

interface Answer {
  readonly needsCode?: boolean;
  readonly user?: User;
}

/** Who has the password alone is somebody to the guard, and must be nobody to Scalekit. */
@Controller('two-steps')
class TwoStepsController {
  /** One route for both steps: its answer says whether more is needed, and names nobody then. */
  @Post('one-route')
  @HttpCode(200)
  @UseGuards(PasswordGuard)
  @AfterLogin({ principal: (_context, result) => (result as Answer).user })
  oneRoute(@Req() { user }: { user: User }, @Body() { code }: { code?: string }): Answer {
    if (code === undefined) return { needsCode: true };
    if (code !== '123456') throw new UnauthorizedException('wrong code');
    return { user };
  }

  /** A route of its own for the password: without the decorator, its guard signs nobody in here. */
  @Post('password')
  @HttpCode(200)
  @UseGuards(PasswordGuard)
  password(): Answer {
    return { needsCode: true };
  }

  @Post('code')
  @HttpCode(200)
  @AfterLogin({ principal: (_context, result) => (result as Answer).user })
  code(@Body() body: { code?: string }): Answer {
    const user = authenticate(body);
    if (!user || body.code !== '123456') throw new UnauthorizedException('wrong code');
    return { user };
  }
}

const ways = ['script', 'form'] as const;

describe.each(adapters)('a password without its second factor, on %s,', (adapter) => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({ adapter, controllers: [LoginController, TwoStepsController] });
  });
  beforeEach(async () => {
    await world.emulator.reset();
    world.app.log.lines.length = 0;
  });
  afterAll(() => world?.close());

  const warnings = () => world.app.log.lines.filter((line) => /warn|AI app waits/i.test(line));

  describe.each(ways)('sent by a %s', (by) => {
    it.each(['one-route', 'password'])(
      'hands nobody off by %s, and warns of nothing',
      async (path) => {
        const login = await world.startLogin();
        const answer = await sendTo(login, `/two-steps/${path}`, alice, { by });
        expect(answer.json()).toEqual({ needsCode: true });
        expect(await world.pushes()).toEqual([]);
        expect(warnings()).toEqual([]);
      },
    );

    it.each(['one-route', 'code'])('is handed off by %s once the code is right', async (path) => {
      const login = await world.startLogin();
      login.page.$('form').first().append('<input name="code">');
      await sendTo(login, `/two-steps/${path}`, { ...alice, code: '000000' }, { by });
      expect(await world.pushes()).toEqual([]);
      await sendTo(login, `/two-steps/${path}`, { ...alice, code: '123456' }, { by });
      expect(await world.pushes()).toMatchObject([{ sub: 'usr_alice' }]);
    });
  });

  it('leaves no login request to be handed off by the session that it began', async () => {
    const login = await world.startLogin();
    await sendTo(login, '/two-steps/one-route', alice, { by: 'form' });
    await login.browser.navigate(`${world.app.url}/me`);
    expect(await world.pushes()).toEqual([]);
  });
});
