import { Controller, Get, Header, Post, UseGuards } from '@nestjs/common';
import {
  AfterLogin,
  CurrentLoginRequest,
  LoginConnection,
  LoginRequestGuard,
  type LoginRequest,
  type ScalekitFederationOptions,
} from 'nestjs-scalekit-federation';
import { ScalekitEmulator } from 'scalekit-emulator';
import { Browser } from '../support/browser.js';
import {
  PasswordGuard,
  adapters,
  createFederationApp,
  loginForm,
  type FederationApp,
} from '../support/federation-app.js';
import { finishLogin, startLogin } from '../support/federated-login.js';
import { alice } from '../support/world.js';

@Controller()
class LoginController {
  @Get(['crm/login', 'tenant/:name/login', 'login'])
  @UseGuards(LoginRequestGuard)
  @Header('Content-Type', 'text/html')
  byPath(@CurrentLoginRequest() request?: LoginRequest): string {
    return loginForm(request);
  }

  @Get('accounts/login')
  @LoginConnection('billing')
  @UseGuards(LoginRequestGuard)
  @Header('Content-Type', 'text/html')
  declared(@CurrentLoginRequest() request?: LoginRequest): string {
    return loginForm(request);
  }

  @Post('login')
  @UseGuards(PasswordGuard)
  @AfterLogin()
  login() {}
}

describe.each(adapters)('several connections on %s', (adapter) => {
  let crm: ScalekitEmulator;
  let billing: ScalekitEmulator;
  let app: FederationApp;

  beforeAll(async () => {
    [crm, billing] = await Promise.all([ScalekitEmulator.start(), ScalekitEmulator.start()]);
    const connection = ({ credentials }: ScalekitEmulator) => {
      const { environmentUrl, clientId, clientSecret, connectionId } = credentials;
      return { environmentUrl, clientId, clientSecret, connectionId };
    };
    const options: ScalekitFederationOptions = {
      connections: {
        crm: connection(crm),
        billing: {
          ...connection(billing),
          mapPrincipal: (principal, { connection: name }) => {
            const { id, email } = principal as { id: string; email: string };
            return { sub: `${name}:${id}`, email };
          },
        },
      },
      connection: (request: { originalUrl?: string; url: string }) =>
        /^\/(?:tenant\/)?(\w+)\/login/.exec(request.originalUrl ?? request.url)?.[1],
    };
    app = await createFederationApp({ adapter, controllers: [LoginController], options });
  });
  afterAll(async () => {
    await app?.close();
    await Promise.all([crm?.close(), billing?.close()]);
  });

  async function claimsThrough(emulator: ScalekitEmulator, path: string) {
    await emulator.configure({ loginUrl: app.url + path });
    const login = await startLogin(emulator);
    return finishLogin(login, await login.browser.submitForm(login.page, alice));
  }

  it('are chosen by a function at capture, and kept to the end', async () => {
    expect(await claimsThrough(crm, '/crm/login')).toMatchObject({ sub: 'usr_alice' });
    expect(await claimsThrough(crm, '/tenant/crm/login')).toMatchObject({ sub: 'usr_alice' });
  });

  it('are chosen by the route, with a mapper of their own', async () => {
    expect(await claimsThrough(billing, '/accounts/login')).toMatchObject({
      sub: 'billing:usr_alice',
    });
  });

  it('keep the same link apart', async () => {
    const browser = new Browser();
    const txns = [];
    for (const path of ['/crm/login', '/accounts/login']) {
      const page = await browser.navigate(`${app.url}${path}?login_request_id=lri_1&state=s`);
      txns.push(page.$('input[name=scalekit_txn]').val());
    }
    expect(new Set(txns).size).toBe(2);
  });

  it('never meet each other’s credentials (T33)', async () => {
    const clients = async (emulator: ScalekitEmulator) =>
      (await emulator.journal())
        .filter(({ step, path }) => step === 'token' && path === '/oauth/token')
        .map(({ clientId }) => clientId);
    expect(new Set(await clients(crm))).toEqual(new Set([crm.credentials.clientId]));
    expect(new Set(await clients(billing))).toEqual(new Set([billing.credentials.clientId]));
  });

  it('that do not exist are named in the log, with those that do', async () => {
    const page = await new Browser().navigate(
      `${app.url}/tenant/sales/login?login_request_id=lri_1&state=s`,
    );
    expect(page.status).toBe(500);
    expect(page.headers.getSetCookie()).toEqual([]);
    expect(app.log.lines.join('\n')).toContain(
      'There is no Scalekit connection named "sales". The configured ones are: crm, billing',
    );
  });

  it('that a route declares and nobody configured stop the boot', async () => {
    const { environmentUrl, clientId, clientSecret, connectionId } = crm.credentials;
    const boot = createFederationApp({
      adapter,
      controllers: [LoginController],
      options: { environmentUrl, clientId, clientSecret, connectionId },
    });
    await expect(boot).rejects.toThrow(
      'LoginController.declared: names the connection "billing". The configured ones are: default',
    );
  });
});
