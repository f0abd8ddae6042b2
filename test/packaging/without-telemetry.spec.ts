import { execFileSync } from 'node:child_process';
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const packages = join(process.cwd(), 'node_modules');
/** Built by `pretest`: what TypeScript makes of `import()` is another thing in each format. */
const built = join(process.cwd(), 'dist/libs/scalekit-federation');

const boot = `
const says = [];
const say = (message) => says.push(String(message));
const app = await NestFactory.createApplicationContext(
  ScalekitFederationModule.forRoot({
    environmentUrl: 'https://acme.scalekit.com', clientId: 'skc_1', clientSecret: 'secret',
    connectionId: 'conn_1', cookieSecrets: ['k9Qd2vXf7LmR4tYw8ZpB3nHs6JcG1aVu5eTx0oiM'],
  }),
  { logger: { log() {}, warn: say, error: say } },
);
await app.close();
process.stdout.write(JSON.stringify(says));
`;

const formats = {
  'boot.mjs': `import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { ScalekitFederationModule } from 'nestjs-scalekit-federation';
${boot}`,
  'boot.cjs': `require('reflect-metadata');
const { NestFactory } = require('@nestjs/core');
const { ScalekitFederationModule } = require('nestjs-scalekit-federation');
(async () => {${boot}})();`,
};

describe.each(['boot.mjs', 'boot.cjs'] as const)('the built package, by %s,', (file) => {
  let app: string;

  beforeEach(() => {
    app = mkdtempSync(join(tmpdir(), 'without-telemetry-'));
    const modules = join(app, 'node_modules');
    mkdirSync(join(modules, '@opentelemetry'), { recursive: true });
    for (const name of readdirSync(packages)) {
      const isLeftOut = /^(\.|@opentelemetry$|nestjs-scalekit-federation$)/.test(name);
      if (!isLeftOut) {
        symlinkSync(join(packages, name), join(modules, name));
      }
    }
    cpSync(built, join(modules, 'nestjs-scalekit-federation'), { recursive: true });
    writeFileSync(join(app, file), formats[file]);
  });
  afterEach(() => rmSync(app, { recursive: true }));

  /** What the app says of itself while it boots. */
  const said = (): string[] =>
    JSON.parse(execFileSync(process.execPath, [file], { cwd: app, encoding: 'utf8' }));

  const install = (files: Record<string, string>) => {
    const folder = join(app, 'node_modules/@opentelemetry/api');
    mkdirSync(folder);
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  };

  it('boots without @opentelemetry/api, and says nothing of it', () => {
    expect(said()).toEqual([]);
  });

  it.each<[what: string, files: Record<string, string>]>([
    ['has lost its files', { 'package.json': '{ "exports": "./index.js" }' }],
    [
      'misses a package of its own',
      { 'package.json': '{ "main": "index.js" }', 'index.js': "require('is-gone');" },
    ],
    [
      'throws',
      { 'package.json': '{ "main": "index.js" }', 'index.js': "throw new Error('canary');" },
    ],
    ['is of another kind', { 'package.json': '{ "main": "index.js" }', 'index.js': '' }],
  ])('boots with an @opentelemetry/api that %s, and warns once', (_what, files) => {
    install(files);
    const warnings = said();
    expect(warnings).toEqual([expect.stringMatching(/OpenTelemetry|@opentelemetry\/api/)]);
    expect(warnings.join('')).not.toContain('canary');
  });

  it('boots with the real one, and says nothing', () => {
    symlinkSync(join(packages, '@opentelemetry/api'), join(app, 'node_modules/@opentelemetry/api'));
    expect(said()).toEqual([]);
  });
});

describe('the built package', () => {
  it.each(['esm', 'cjs'])(
    'names @opentelemetry/api within its try, as bundlers want it: %s',
    (format) => {
      const text = readFileSync(join(built, format, 'telemetry/open-telemetry-api.js'), 'utf8');
      const call = format === 'esm' ? /import\(/ : /__importStar\(require\(/;
      const within = new RegExp(`try \\{\\s+return await ${call.source}'@opentelemetry/api'`);
      expect(text).toMatch(within);
    },
  );
});
