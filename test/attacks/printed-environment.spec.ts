import { Test } from '@nestjs/testing';
import { FederationConfigurationError, ScalekitFederationModule } from 'nestjs-scalekit-federation';
import { inspect } from 'node:util';
import { prettifyError } from 'zod';
import { environmentSchema as mcpServerEnvironment } from '../../apps/mcp-server/src/config/environment.schema.js';
import { environmentSchema as sampleEnvironment } from '../../apps/sample/src/config/environment.schema.js';
import { cookieSecret } from '../support/federation-app.js';
import { withEnvironment } from '../support/environment.js';

const variables = ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'http_proxy'];
const malformed = [
  ['a password with a #', 'http://user:pa#canary@proxy.example:3128'],
  ['a password with a /', 'http://user:pa/canary@proxy.example:3128'],
  ['a password with a stray %', 'http://user:canary%zz@proxy.example:3128'],
  ['a scheme that no proxy has', 'ftp://user:canary@proxy.example'],
  ['a typing error in the scheme', 'http//user:canary@proxy.example'],
  ['a port that is none', 'http://user:canary@proxy.example:99999'],
  ['no URL at all', 'canary'],
] as const;

async function boot(options: object = {}): Promise<unknown> {
  try {
    const app = await Test.createTestingModule({
      imports: [ScalekitFederationModule.forRoot({ cookieSecrets: [cookieSecret], ...options })],
    }).compile();
    await app.close();
    return undefined;
  } catch (error) {
    return error;
  }
}

const working = {
  SCALEKIT_ENVIRONMENT_URL: 'https://acme.scalekit.com',
  SCALEKIT_CLIENT_ID: 'skc_1',
  SCALEKIT_CLIENT_SECRET: 'secret-1',
  SCALEKIT_CONNECTION_ID: 'conn_1',
  SCALEKIT_COOKIE_SECRET: cookieSecret,
};

function everythingOf(error: unknown): string {
  const stack = error instanceof Error ? error.stack : '';
  return `${inspect(error, { depth: 20, showHidden: true })} ${JSON.stringify(error)} ${stack}`;
}

describe.each(variables)('%s', (variable) => {
  describe.each(['undici', 'http'] as const)('with the adapter %s', (adapter) => {
    it.each(malformed)(
      'with %s stops the boot by name, not by value (T65)',
      async (_what, value) => {
        const environment = { ...working, [variable]: value };
        const error = await withEnvironment(environment, () => boot({ adapter }));
        expect(error).toBeInstanceOf(FederationConfigurationError);
        expect(error).toMatchObject({ problems: [{ path: variable }] });
        expect((error as Error).message).toContain('http://user:password@host:port');
        expect(everythingOf(error)).not.toMatch(/canary|proxy\.example/);
      },
    );
  });
});

it('names both variables when both are wrong', async () => {
  const environment = { ...working, HTTPS_PROXY: 'http://a:b#c@d:1', HTTP_PROXY: 'http://a:b#c@d' };
  expect(await withEnvironment(environment, boot)).toMatchObject({
    problems: [{ path: 'HTTPS_PROXY' }, { path: 'HTTP_PROXY' }],
  });
});

it.each(Object.keys(working))(
  'no value of %s is printed when it is wrong (T65)',
  async (variable) => {
    for (const value of ['canary canary\u0000', 'http://user:pa#canary@host', 'canary']) {
      const environment = { ...working, [variable]: value, NODE_ENV: 'production' };
      const error = await withEnvironment(environment, boot);
      expect(everythingOf(error)).not.toContain('canary');
    }
  },
);

describe.each([
  ['sample', sampleEnvironment],
  ['MCP server', mcpServerEnvironment],
])('the %s', (_app, schema) => {
  it.each([
    'PORT',
    'HTTP_ADAPTER',
    'TRUSTED_PROXIES',
    'DATABASE_URL',
    'SESSION_SECRET',
    'PUBLIC_URL',
    'OIDC_ISSUER',
    'SAML_ENTRY_POINT',
    'DEV_IDENTITY_PROVIDERS',
    'SCALEKIT_ENVIRONMENT_URL',
    'SCALEKIT_RESOURCE_URL',
    'MCP_SERVER_URL',
    'REQUIRED_SCOPE',
  ])('tells what is wrong with %s without its value', (variable) => {
    for (const value of ['canary canary', 'http://user:pa#canary@host']) {
      const { error } = schema.safeParse({ [variable]: value });
      expect(error === undefined ? '' : prettifyError(error)).not.toContain('canary');
    }
  });
});
