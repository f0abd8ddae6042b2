import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFile, cp } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { command, outsideOfNpm } from './command.js';
import type { PackedLibrary } from './package-library.js';

const fixtures = path.join(import.meta.dirname, 'fixtures');

/** How plain Node loaded a package. */
export interface Loading {
  readonly required: readonly string[];
  readonly imported: readonly string[];
  readonly copies: 1 | 2;
}

/** A stranger's app in a folder of its own, with our tarballs installed. */
export class FreshApp {
  private constructor(private readonly folder: string) {}

  /** Copies `fixtures/<name>` below `into`. */
  static async create(name: string, into: string): Promise<FreshApp> {
    const folder = path.join(into, name);
    await cp(path.join(fixtures, name), folder, { recursive: true });
    return new FreshApp(folder);
  }

  /** The test that the apps of `nest new` have in common, and a script that loads packages. */
  async addSharedFiles(): Promise<void> {
    await copyFile(path.join(fixtures, 'hand-off.ts'), path.join(this.folder, 'test/hand-off.ts'));
    await copyFile(path.join(fixtures, 'loading.mjs'), path.join(this.folder, 'loading.mjs'));
  }

  /** From the registry, without the packages' install scripts: none is needed. */
  async install(libraries: readonly PackedLibrary[]): Promise<void> {
    const tarballs = libraries.map(({ tarball }) => tarball);
    const flags = ['--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'];
    await command(this.folder, 'npm', 'install', ...flags, ...tarballs);
  }

  async run(script: string): Promise<void> {
    await command(this.folder, 'npm', 'run', script);
  }

  async compile(...options: string[]): Promise<void> {
    const tsc = 'node_modules/typescript/bin/tsc';
    await command(this.folder, process.execPath, tsc, '--incremental', 'false', ...options);
  }

  async load(specifier: string): Promise<Loading> {
    return JSON.parse(
      await command(this.folder, process.execPath, 'loading.mjs', specifier),
    ) as Loading;
  }

  /** Runs a command that a package brought. */
  async execute(name: string, ...options: string[]): Promise<string> {
    return command(this.folder, path.join('node_modules/.bin', name), ...options);
  }

  /** Starts the built app as `npm start` does, and opens its login page with a login request. */
  async openLoginPage(): Promise<string> {
    const app = spawn(process.execPath, ['dist/main.js'], {
      cwd: this.folder,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...outsideOfNpm(),
        PORT: '0',
        SCALEKIT_ENVIRONMENT_URL: 'https://acme.scalekit.com',
        SCALEKIT_CLIENT_ID: 'skc_1',
        SCALEKIT_CLIENT_SECRET: 'never-used-for-opening-a-page',
        SCALEKIT_CONNECTION_ID: 'conn_1',
        SCALEKIT_COOKIE_SECRET: 'mC4v9TqXz1LrY7bKe2HsWn8PdGf5JuAo',
      },
    });
    const exited = once(app, 'exit');
    try {
      const url = await readyUrl(app.stdout);
      const login = new URL('/login?login_request_id=lri_1&state=abc', url);
      const answer = await fetch(login, { headers: { accept: 'text/html' } });
      assert.equal(answer.status, 200);
      return await answer.text();
    } finally {
      app.kill();
      await exited;
    }
  }
}

async function readyUrl(output: NodeJS.ReadableStream): Promise<string> {
  const lines: string[] = [];
  for await (const line of createInterface(output)) {
    const [url] = /^http:\S+$/.exec(line) ?? [];
    if (url !== undefined) return url;
    lines.push(line);
  }
  throw new Error(`the app ended before it listened\n${lines.join('\n')}`);
}
