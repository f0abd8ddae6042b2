import { Controller, Get, Module, Post, UseGuards } from '@nestjs/common';
import { RouterModule } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import {
  AfterLogin,
  LoginRequestGuard,
  ScalekitFederationModule,
} from 'nestjs-scalekit-federation';
import { CapturedLogger } from '../support/captured-logger.js';
import {
  adapters,
  cookieSecret,
  createFederationApp,
  LoginController,
  type FederationAppOptions,
} from '../support/federation-app.js';

const credentials = {
  environmentUrl: 'https://acme.scalekit.com',
  clientId: 'skc_1',
  clientSecret: 'never-used-at-boot',
  connectionId: 'conn_1',
};

const ofLoginPage = (lines: readonly string[]) =>
  lines.filter((line) => line.includes('the address of the login page'));

@Controller()
class PlainController {
  @Post('session')
  @AfterLogin()
  login(): void {}
}

@Controller()
class EverythingController {
  @Get(':section/:page')
  page(): void {}
}

describe.each(adapters)('the address of the login page on %s', (adapter) => {
  const warnings = async ({ options, ...setup }: Partial<FederationAppOptions>) => {
    const whole = { adapter, options: { ...credentials, ...options }, ...setup };
    const app = await createFederationApp(whole);
    await app.close();
    return ofLoginPage(app.log.lines);
  };

  it('is named once where no route answers it', async () => {
    expect(await warnings({ options: { loginUrl: '/sign-in?tab=1' } })).toEqual([
      expect.stringMatching(/^WARN no GET route of a controller answers \/sign-in, .*Set loginUrl/),
    ]);
  });

  it.each<[string, Partial<FederationAppOptions>]>([
    ['its own route answers', {}],
    ['a prefix is set', { configure: (app) => app.setGlobalPrefix('api') }],
    ['another app is before it', { options: { loginUrl: '/portal/login' } }],
    ['it is elsewhere', { options: { loginUrl: 'https://app.example.com/sign-in' } }],
    ['nobody captures login requests', { controllers: [PlainController] }],
    [
      'a route for everything answers',
      { options: { loginUrl: '/one/two' }, controllers: [LoginController, EverythingController] },
    ],
  ])('is no matter where %s', async (_where, setup) => {
    expect(await warnings(setup)).toEqual([]);
  });
});

describe('an app whose login page is no route of its own', () => {
  @Controller('login-request')
  class ScriptController {
    @Get()
    @UseGuards(LoginRequestGuard)
    read(): void {}
  }

  @Controller()
  class RootController {
    @Get()
    page(): string {
      return 'sign in';
    }
  }

  @Module({ controllers: [RootController] })
  class RootModule {}

  /** By its name, as @nestjs/serve-static has it. */
  @Module({})
  class ServeStaticModule {}

  it.each([
    ['warned', [RootModule], 1],
    [
      'left alone behind RouterModule',
      [RootModule, RouterModule.register([{ path: 'login', module: RootModule }])],
      0,
    ],
    ['left alone beside static files', [RootModule, ServeStaticModule], 0],
  ])('is %s', async (_how, imports, count) => {
    const log = new CapturedLogger();
    const federation = ScalekitFederationModule.forRoot({
      ...credentials,
      cookieSecrets: [cookieSecret],
    });
    const testing = await Test.createTestingModule({
      imports: [federation, ...imports],
      controllers: [ScriptController],
    }).compile();
    const app = testing.createNestApplication({ logger: log });
    await app.init();
    await app.close();
    expect(ofLoginPage(log.lines)).toHaveLength(count);
  });
});
