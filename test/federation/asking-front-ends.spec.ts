import { Controller, HttpCode, Post, UseGuards } from '@nestjs/common';
import { AfterLogin, type PolicyLogin } from 'nestjs-scalekit-federation';
import { claude, Details, told } from '../support/details.js';
import { adapters, LoginController, PasswordGuard } from '../support/federation-app.js';
import { FrontEndPage } from '../support/front-end.js';
import { LoginRequestController } from '../support/login-request.controller.js';
import { alice, World } from '../support/world.js';

const origin = 'http://127.0.0.1:4300';

@Controller()
class FrontEndController {
  /** For somebody who has a token already. */
  @Post('token')
  @HttpCode(200)
  @UseGuards(PasswordGuard)
  @AfterLogin({ confirm: 'always' })
  token(): object {
    return { token: 'own' };
  }

  @Post('silent')
  @HttpCode(200)
  @AfterLogin({
    confirm: 'always',
    principal: () => ({ id: 'usr_alice', email: 'alice@example.com' }),
  })
  silent(): object {
    return { token: 'own' };
  }
}

describe.each(adapters)(
  'a front end on another origin is told which app asks, on %s',
  (adapter) => {
    const details = new Details();
    const judged: PolicyLogin[] = [];
    let world: World;

    beforeAll(async () => {
      world = await World.start({
        adapter,
        controllers: [LoginController, LoginRequestController, FrontEndController],
        options: {
          appUrl: 'http://localhost:4999',
          frontEnds: [origin],
          loginUrl: `${origin}/login`,
          loginRequestDetails: details.option,
          policy: (login) => {
            judged.push(login);
            const isElevated = login.scopes?.includes('shipments:write');
            return isElevated && !login.fresh ? 'reauthenticate' : 'allow';
          },
        },
        configure: (app) => app.enableCors({ origin: [origin] }),
      });
    });
    beforeEach(async () => {
      details.reset(() => told(claude));
      judged.length = 0;
      await world.emulator.reset();
    });
    afterAll(() => world?.close());

    async function captured() {
      const client = await world.emulator.beginLogin();
      const page = new FrontEndPage(origin, world.app.url);
      const answer = await page.capture(await world.loginLink(client));
      return { client, page, answer, fields: page.fields(answer) };
    }

    it('in the notice and in JSON', async () => {
      const { answer } = await captured();
      expect(answer).toMatchObject({
        client: { name: 'Claude', domain: 'claude.ai', registration: 'cimd' },
        scopes: ['shipments:read'],
      });
      expect(answer['notice']).toContain('App: “Claude”. Its address: claude.ai.');
    });

    it('and the ticket brings it to the hand-off, so that nobody is asked again', async () => {
      const { page, fields } = await captured();
      const answer = await page.post('/login', { ...alice, ...fields });
      expect(answer.json()).toMatchObject({ redirectTo: expect.stringContaining('callback') });
      expect(judged).toMatchObject([
        { client: { domain: 'claude.ai' }, scopes: ['shipments:read'] },
      ]);
      expect(details.asked).toHaveLength(1);
    });

    it('in a ticket of 1 KB, whatever there is to tell', async () => {
      const scopes = Array.from({ length: 40 }, (_, index) => `${index}`.padEnd(60, 'x'));
      for (const clientId of ['m2m_1', `https://claude.ai/${'a'.repeat(380)}`]) {
        details.reset(() =>
          told({ scopes, clientId, clientName: '名'.repeat(100), registration: 'cimd' }),
        );
        const { page, answer, fields } = await captured();
        expect(answer['ticket']?.length).toBeLessThanOrEqual(1024);
        await page.post('/login', { ...alice, ...fields });
        expect(judged.at(-1)?.scopes).toEqual(scopes);
        expect(judged.at(-1)?.client?.id).toBe(clientId);
      }
    });

    it('and is told that a login is needed, where the policy asks for one', async () => {
      details.reset(() => told({ ...claude, scopes: ['shipments:write'] }));
      const { page, fields } = await captured();
      const refused = await page.post('/silent', fields);
      expect(refused.json()).toEqual({
        token: 'own',
        handOffError: { error: 'login_needed', message: 'Sign in again to connect this app' },
      });
      expect(await world.pushes()).toEqual([]);
      const answer = await page.post('/login', { ...alice, ...fields });
      expect(answer.json()).toMatchObject({ redirectTo: expect.stringContaining('callback') });
    });

    it('and the continue page is, too; a token is no login, whatever comes with it', async () => {
      const { client, page, fields } = await captured();
      const { redirectTo } = (await page.post('/token', { ...alice, ...fields })).json() as {
        redirectTo: string;
      };
      const url = redirectTo.replace('http://localhost:4999', world.app.url);
      const asked = await page.browser.follow(await page.browser.navigate(url));
      expect(asked.textOf('.asking')).toContain('claude.ai');
      const handedOff = await page.browser.submitForm(asked);
      expect(await world.finish({ browser: page.browser, client }, handedOff)).toMatchObject({
        sub: 'usr_alice',
      });
      expect(judged.map(({ fresh }) => fresh)).toEqual([false, false]);
    });
  },
);
