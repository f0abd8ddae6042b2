import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { AddressInfo } from 'node:net';
import { ScalekitEmulator } from 'scalekit-emulator';
import { Browser } from '../support/browser.js';
import { finishLogin } from '../support/federated-login.js';
import { onRedis, redisUrl, whyLeftOut } from '../support/redis-server.js';
import { account, journeys, journeysOnRedis, type Journey } from './journeys.js';
import { fixtureSnippetsOf, snippetsOf } from './snippets.js';
import { startApp } from './start-app.js';

const root = process.cwd();
const target = join(root, 'dist/readme');
const emulatorReadme = 'libs/scalekit-emulator/README.md';
const readmes = ['README.md', 'libs/scalekit-federation/README.md'];

/** Writes every snippet beside the files of its folder that a README takes for granted. */
function writeSnippets(): string[] {
  rmSync(target, { recursive: true, force: true });
  cpSync(join(root, 'test/readme/surroundings'), target, { recursive: true });
  const snippets = [...readmes, emulatorReadme].flatMap((readme) =>
    snippetsOf(readFileSync(join(root, readme), 'utf8')),
  );
  for (const { file, code } of snippets) {
    mkdirSync(dirname(join(target, file)), { recursive: true });
    writeFileSync(join(target, file), code);
  }
  return snippets.map(({ file }) => file);
}

describe('the READMEs', () => {
  let files: string[];
  let emulator: ScalekitEmulator;

  beforeAll(async () => {
    files = writeSnippets();
    emulator = await ScalekitEmulator.start();
  });
  afterAll(() => emulator?.close());

  it('have snippets that compile under strict settings', () => {
    expect(files.length).toBeGreaterThanOrEqual(14);
    const config = {
      extends: join(root, 'tsconfig.json'),
      compilerOptions: { noEmit: true, rootDir: root, types: ['node'] },
      include: [join(target, '**/*.ts')],
      exclude: [],
    };
    writeFileSync(join(target, 'tsconfig.json'), JSON.stringify(config));
    const tsc = join(root, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [tsc, '-p', join(target, 'tsconfig.json')], { stdio: 'pipe' });
  });

  async function handsALoginOff(...[folder, start, signIn]: Journey): Promise<void> {
    const app = await startApp(folder, emulator.credentials);
    const origin = `http://localhost:${(app.getHttpServer().address() as AddressInfo).port}`;
    await emulator.configure({ loginUrl: origin + start });
    const login = await emulator.beginLogin();
    const browser = new Browser();
    // Nobody waits yet: the app's own login goes on as it did.
    expect((await browser.navigate(origin + start)).status).toBe(200);
    const begin = async () => browser.follow(await browser.navigate(login.url));
    const handedOff = await signIn({ browser, origin, begin });
    expect(await finishLogin({ browser, client: login }, handedOff)).toMatchObject({
      sub: expect.stringMatching(/^(usr_|ldap:)1$/),
      email: account.email,
    });
    await app.close();
  }

  it.each(journeys)('have a "%s" that hands a login off', handsALoginOff);

  onRedis(`with a Redis${whyLeftOut}`, () => {
    beforeAll(() => {
      process.env['REDIS_URL'] = redisUrl;
    });

    it.each(journeysOnRedis)('have a "%s" that hands a login off', handsALoginOff);
  });

  it('have a health endpoint that says whether logins can be handed off', async () => {
    const app = await startApp('health', emulator.credentials);
    const origin = `http://localhost:${(app.getHttpServer().address() as AddressInfo).port}`;
    for (const which of ['live', 'ready']) {
      const answer = await fetch(`${origin}/health/${which}`);
      expect([answer.status, await answer.json()]).toMatchObject([
        200,
        { details: { scalekit: { status: 'up' } } },
      ]);
    }
    await app.close();
  });

  it('show what the apps of test:pack run, word for word', () => {
    const shown = readmes.flatMap((readme) =>
      fixtureSnippetsOf(readFileSync(join(root, readme), 'utf8')),
    );
    expect(shown.length).toBeGreaterThan(0);
    for (const { file, code } of shown) {
      expect(code).toBe(readFileSync(join(root, 'test/packaging/fixtures', file), 'utf8'));
    }
  });

  it('name the variables that the module reads, and no other', () => {
    const text = readmes.map((readme) => readFileSync(join(root, readme), 'utf8')).join('');
    const source = ['connection-options.ts', 'federation-options.ts']
      .map((file) => readFileSync(join(root, 'libs/scalekit-federation/src/options', file), 'utf8'))
      .join('');
    const namesIn = (where: string) =>
      [...new Set(where.match(/SCALEKIT_[A-Z]+(?:_[A-Z]+)*/g))].sort();
    expect(namesIn(text).filter((name) => name !== 'SCALEKIT_HTTP_SERVICE')).toEqual(
      namesIn(source),
    );
  });
});
