import { Controller, Get } from '@nestjs/common';
import { AfterLogin } from 'nestjs-scalekit-federation';
import { adapters, LoginController } from '../support/federation-app.js';
import { World } from '../support/world.js';

/** Logins whose principals are an app's own. */
@Controller('login')
class OwnPrincipalsController {
  @Get('known')
  @AfterLogin({ principal: (_context, user) => user })
  known(): object {
    return { userId: 7, email: 'alice@example.com', firstName: 'Alice', fullName: 'Alice Doe' };
  }

  @Get('unknown')
  @AfterLogin({ principal: (_context, user) => user })
  unknown(): object {
    return { id: 7, login: 'canary@example.com', roles: ['canary'], user: { mail: 'canary' } };
  }
}

describe.each(adapters)('a principal without a mapper on %s', (adapter) => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({
      adapter,
      controllers: [LoginController, OwnPrincipalsController],
    });
  });
  afterAll(() => world?.close());

  const signIn = async (path: string) => {
    const login = await world.startLogin();
    const txn = login.page.$('input[name=scalekit_txn]').val();
    const url = `${world.app.url}/login/${path}?scalekit_txn=${txn}`;
    return { login, answer: await login.browser.navigate(url) };
  };

  it('is handed off where its fields are spelt as many apps do', async () => {
    const { login, answer } = await signIn('known');
    const asked = await login.browser.follow(answer);
    expect(asked.textOf()).toContain('alice@example.com');
    const handedOff = await login.browser.submitForm(asked, {}, { button: '[value=continue]' });
    expect(await world.finish(login, handedOff)).toMatchObject({ sub: '7' });
  });

  it('is told to the operator by the names of its fields, and to no visitor', async () => {
    const { answer } = await signIn('unknown');
    expect([answer.status, answer.textOf('code')]).toEqual([500, 'principal_invalid']);
    expect(answer.text).not.toContain('roles');
    const lines = world.app.log.lines.join('\n');
    expect(lines).toContain(
      'email is missing; the principal has the fields id, login, roles, user (an object). Map one of them with mapPrincipal',
    );
    expect(lines + answer.text).not.toContain('canary');
  });
});
