import { ConfigModule } from '@nestjs/config';
import { Controller, Get, Injectable, Module, UseGuards } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Test } from '@nestjs/testing';
import { MockAgent } from 'undici';
import { inspect } from 'node:util';
import {
  FederationConfigurationError,
  FederationService,
  LoginRequestGuard,
  ScalekitFederationModule,
  scalekitConfig,
  type ScalekitFederationOptions,
} from 'nestjs-scalekit-federation';
import { withEnvironment } from '../support/environment.js';
import { cookieSecret } from '../support/federation-app.js';

const good = {
  environmentUrl: 'https://acme.scalekit.com',
  clientId: 'skc_1',
  clientSecret: 'canary-client-secret',
  connectionId: 'conn_1',
  cookieSecrets: [cookieSecret],
} satisfies ScalekitFederationOptions;

const variables = {
  SCALEKIT_ENVIRONMENT_URL: 'https://env.scalekit.com/',
  SCALEKIT_CLIENT_ID: 'skc_env',
  SCALEKIT_CLIENT_SECRET: 'secret-of-the-environment',
  SCALEKIT_CONNECTION_ID: 'conn_env',
  SCALEKIT_COOKIE_SECRET: `${cookieSecret}, ${cookieSecret.split('').reverse().join('')}`,
};

/** Boots an app context with the module alone. */
async function boot(module: ReturnType<typeof ScalekitFederationModule.forRoot>) {
  const testing = await Test.createTestingModule({ imports: [module] }).compile();
  return testing.get(FederationService);
}

async function problemsOf(options: object): Promise<string> {
  const failure = await boot(ScalekitFederationModule.forRoot(options)).catch((error) => error);
  expect(failure).toBeInstanceOf(FederationConfigurationError);
  return (failure as Error).message;
}

describe('the options', () => {
  const before = { ...process.env };
  beforeEach(() => {
    for (const name of Object.keys(variables)) delete process.env[name];
  });
  afterEach(() => {
    process.env = { ...before };
  });

  it.each<[what: unknown, problem: RegExp]>([
    ['crm', /connections: must be an object/],
    [[], /connections: must be an object/],
    [{}, /connections: has no connection/],
    [{ crm: 'conn_1' }, /connections\.crm: must be an object/],
    [{ crm: null }, /connections\.crm: must be an object/],
    [{ crm: 7, hr: {} }, /connections\.crm: must[\s\S]*connections\.hr\.connectionId/],
    [{ crm: { connectionID: 'conn_1' } }, /connections\.crm\.connectionID: is not an option/],
  ])('say what is wrong with connections such as %j', async (connections, problem) => {
    expect(await problemsOf({ ...good, connections })).toMatch(problem);
  });

  it('need the address of this backend where front ends are named', async () => {
    const frontEnds = ['https://app.acme.com'];
    expect(await problemsOf({ ...good, frontEnds })).toMatch(
      /appUrl \(SCALEKIT_APP_URL\).*missing/,
    );
    process.env['SCALEKIT_FRONT_ENDS'] = 'https://app.acme.com, https://app.acme.com/login';
    const appUrl = 'https://api.acme.com';
    const problems = await problemsOf({ ...good, appUrl });
    delete process.env['SCALEKIT_FRONT_ENDS'];
    expect(problems).toMatch(/frontEnds \(SCALEKIT_FRONT_ENDS\).*number 2/);
    await boot(ScalekitFederationModule.forRoot({ ...good, appUrl, frontEnds }));
  });

  it('name no page of Scalekit as a front end', async () => {
    const options = { ...good, appUrl: 'https://api.acme.com', frontEnds: [good.environmentUrl] };
    expect(await problemsOf(options)).toMatch(/frontEnds .*Scalekit's address/);
  });

  it('are read from the environment when they are left out', async () => {
    Object.assign(process.env, variables);
    const federation = await boot(ScalekitFederationModule.forRoot());
    expect(federation.buildCallbackUrl('s')).toBe(
      'https://env.scalekit.com/sso/v1/connections/conn_env/partner:callback?state=s',
    );
  });

  it('win over the environment', async () => {
    Object.assign(process.env, variables);
    const federation = await boot(ScalekitFederationModule.forRoot(good));
    expect(federation.buildCallbackUrl('s')).toContain(
      'acme.scalekit.com/sso/v1/connections/conn_1/',
    );
  });

  it('send browsers to the custom domain and the backend to the environment', async () => {
    const federation = await boot(
      ScalekitFederationModule.forRoot({ ...good, publicUrl: 'https://login.acme.com' }),
    );
    expect(federation.buildCallbackUrl('s')).toMatch(/^https:\/\/login\.acme\.com\/sso/);
  });

  it('come from a factory, a class or an existing provider', async () => {
    @Injectable()
    class Options {
      createFederationOptions() {
        return good;
      }
    }
    @Module({ providers: [Options], exports: [Options] })
    class OptionsModule {}
    for (const module of [
      ScalekitFederationModule.forRootAsync({ useFactory: () => Promise.resolve(good) }),
      ScalekitFederationModule.forRootAsync({ useClass: Options }),
      ScalekitFederationModule.forRootAsync({ imports: [OptionsModule], useExisting: Options }),
    ]) {
      const federation = await boot(module);
      expect(federation.buildCallbackUrl('s')).toContain('conn_1');
    }
  });

  it('come from a namespaced configuration', async () => {
    Object.assign(process.env, variables);
    const testing = await Test.createTestingModule({
      imports: [
        ConfigModule.forRoot({ isGlobal: true, ignoreEnvFile: true }),
        ScalekitFederationModule.forRootAsync(scalekitConfig.asProvider()),
      ],
    }).compile();
    expect(testing.get(FederationService).buildCallbackUrl('s')).toContain('conn_env');
  });

  it('can keep the module to the modules that import it', async () => {
    @Controller()
    @UseGuards(LoginRequestGuard)
    class LoginController {
      @Get('login') page() {}
    }
    @Module({ controllers: [LoginController] })
    class AuthModule {}
    const boot = (isGlobal: boolean) =>
      Test.createTestingModule({
        imports: [ScalekitFederationModule.forRoot({ ...good, isGlobal }), AuthModule],
      }).compile();
    await expect(boot(true)).resolves.toBeDefined();
    await expect(boot(false)).rejects.toThrow(/LoginRequestGuard/);
  });

  it('stop the boot when nothing is configured, and name every variable at once', async () => {
    const message = await problemsOf({});
    for (const name of Object.keys(variables)) expect(message).toContain(name);
    expect(message).toContain('5 problems');
  });

  it.each([
    ['environmentUrl', 'http://acme.scalekit.com', 'must be https'],
    ['environmentUrl', 'acme.scalekit.com', 'with its scheme'],
    ['environmentUrl', 'https://acme.scalekit.com/oauth', 'must be an origin alone'],
    ['environmentUrl', 'https://user:canary@acme.scalekit.com', 'must not contain credentials'],
    ['environmentUrl', 'ftp://localhost', 'must be https'],
    ['environmentUrl', 'http://127.0.0.1.evil.example', 'must be https'],
    ['publicUrl', 'javascript:alert(1)', 'must be https'],
    ['connectionId', 'res_1234', 'is the id of the MCP server (res_…)'],
    ['connectionId', 'conn_1/../2', 'must be conn_ and letters'],
    ['connectionId', `conn_${'1'.repeat(28)}`, 'at most 32 characters'],
    ['clientSecret', 'canary\nsecret', 'has characters that no credential has'],
    ['cookieSecrets', ['canary-too-short'], 'shorter than 32 bytes'],
    ['cookieSecrets', [], 'is missing'],
    ['cookieSecrets', [cookieSecret, 7], 'number 2'],
    ['basePath', 'scalekit', 'must be a path such as /scalekit'],
    ['basePath', '/scalekit/', 'end it without one'],
    ['loginUrl', '//evil.example/login', 'must be a path such as /login'],
    ['loginUrl', 'javascript:alert(1)', 'must be a path such as /login'],
    ['confirm', 'never', "must be one of 'unproven', 'always'"],
    ['mapPrincipal', 'function', 'must be a function'],
    ['currentUser', {}, 'must be a function'],
    ['requireVerifiedEmail', 'yes', 'must be true or false'],
    ['adapter', 'fetch', "must be one of 'undici', 'http'"],
    ['conectionId', 'conn_1', 'is not an option'],
  ])('refuse %s: %j', async (name, value, expected) => {
    const message = await problemsOf({ ...good, [name]: value });
    expect(message).toContain(expected);
    expect(message).toContain(name);
    expect(message).toContain('1 problem:');
    expect(message).not.toContain('canary');
  });

  it('allow http on loopback, for an emulator', async () => {
    for (const environmentUrl of [
      'http://localhost:4520',
      'http://127.0.0.1:1',
      'http://[::1]:1',
    ]) {
      await expect(
        boot(ScalekitFederationModule.forRoot({ ...good, environmentUrl })),
      ).resolves.toBeDefined();
    }
  });

  it.each([
    ['production', {}, true],
    ['production', { dispatcher: new MockAgent() }, false],
    ['development', {}, false],
  ] as const)(
    'refuse certificates that nobody checks in production, unless a dispatcher decides (%s, case %#) (T17)',
    async (mode, options, isRefused) => {
      const variables = { NODE_ENV: mode, NODE_TLS_REJECT_UNAUTHORIZED: '0' };
      const booted = withEnvironment(variables, () =>
        boot(ScalekitFederationModule.forRoot({ ...good, ...options })).then(
          () => '',
          (error: Error) => error.message,
        ),
      );
      expect((await booted).includes('NODE_TLS_REJECT_UNAUTHORIZED')).toBe(isRefused);
    },
  );

  it('refuse a sample secret in production, and only there (T54)', async () => {
    const sample = { ...good, cookieSecrets: ['please-change-me-please-change-me-1234'] };
    await expect(boot(ScalekitFederationModule.forRoot(sample))).resolves.toBeDefined();
    process.env['NODE_ENV'] = 'production';
    expect(await problemsOf(sample)).toContain('is a sample, not a random secret');
  });

  it('name the connection of a problem, such as one without a connectionId of its own', async () => {
    const message = await problemsOf({
      ...good,
      connections: { crm: { connectionId: 'conn_1' }, billing: {} },
    });
    expect(message).toContain('connections.billing.connectionId');
    expect(message).not.toContain('connections.crm');
  });

  it('serve a worker without HTTP, which drives the service by hand', async () => {
    @Module({ imports: [ScalekitFederationModule.forRoot(good)] })
    class WorkerModule {}
    const worker = await NestFactory.createApplicationContext(WorkerModule, { logger: false });
    expect(worker.get(FederationService).buildCallbackUrl('s')).toContain('conn_1');
    await worker.close();
  });

  it('show no secret to whoever inspects what was made of them (T18)', async () => {
    const federation = await boot(ScalekitFederationModule.forRoot(good));
    const shown = inspect(federation, { depth: 20, showHidden: true });
    expect(shown).not.toContain('canary');
    expect(shown).not.toContain(cookieSecret);
  });
});
