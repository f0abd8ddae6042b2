import { Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { AfterLogin } from 'nestjs-scalekit-federation';
import { adapters, LoginController, PasswordGuard } from '../support/federation-app.js';
import { sendTo } from '../support/send-to.js';
import { alice, World } from '../support/world.js';

@Controller('asked')
class AskedController {
  @Post('always')
  @HttpCode(200)
  @UseGuards(PasswordGuard)
  @AfterLogin({ confirm: 'always' })
  always(): object {
    return {};
  }

  @Post('unproven')
  @HttpCode(200)
  @UseGuards(PasswordGuard)
  @AfterLogin({ confirm: 'unproven' })
  unproven(): object {
    return {};
  }
}

describe.each(adapters)(
  'a route that says which of its logins are asked about, on %s',
  (adapter) => {
    it('asks every time, where the module would not', async () => {
      const world = await World.start({ adapter, controllers: [LoginController, AskedController] });
      const login = await world.startLogin();
      const asked = await login.browser.follow(await sendTo(login, '/asked/always', alice));
      expect(asked.textOf('.account')).toContain('alice@example.com');
      expect(await world.pushes()).toEqual([]);
      const handedOff = await login.browser.submitForm(asked);
      expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
      await world.close();
    });

    it('hands a proven login off, where the module would ask', async () => {
      const world = await World.start({
        adapter,
        controllers: [LoginController, AskedController],
        options: { confirm: 'always' },
      });
      const login = await world.startLogin();
      const handedOff = await sendTo(login, '/asked/unproven', alice);
      expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
      await world.close();
    });
  },
);
