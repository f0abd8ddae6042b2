import { randomBytes } from 'node:crypto';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { INestApplication } from '@nestjs/common';
import { createApp } from '../../apps/sample/src/create-app.js';
import type { RunningServer } from '../../apps/sample/src/http/listen.js';
import { startFrontEnd } from '../../apps/sample/src/login-styles/front-end/start-front-end.js';
import type { ScalekitEmulator } from 'scalekit-emulator';
import { Browser } from './browser.js';
import { withEnvironment } from './environment.js';
import type { Page } from './page.js';

export const alice = { email: 'alice@example.com', password: 'correct horse battery staple' };
export const bob = { email: 'bob@example.com', password: 'seven quiet lorries waiting' };
/** Of the organization that alice administers. */
export const finn = { email: 'finn@example.com', password: 'two gulls upon the crane' };
/** Needs a code from an authenticator app as well. */
export const dana = { email: 'dana@example.com', password: 'nine lanterns over the quay' };
/** Known to the directory only. */
export const erin = { email: 'erin@cedarmills.example', password: 'a slow barge in the fog' };
export const carol = { email: 'carol@example.com', password: 'left the company in spring' };

// Enough to start with; a plain login never asks anybody there.
const defaults = {
  DATABASE_TEMPLATE: 'dist/databases/sample.tar.gz',
  SCALEKIT_ENVIRONMENT_URL: 'https://waybill.scalekit.test',
  SCALEKIT_CLIENT_ID: 'skc_1',
  SCALEKIT_CLIENT_SECRET: 'test_1',
  SCALEKIT_CONNECTION_ID: 'conn_1',
  SCALEKIT_COOKIE_SECRET: randomBytes(32).toString('base64url'),
};

/** What an app needs in its environment to use this emulator. */
export function variablesOf({ credentials }: ScalekitEmulator): Record<string, string> {
  return {
    SCALEKIT_ENVIRONMENT_URL: credentials.environmentUrl,
    SCALEKIT_CLIENT_ID: credentials.clientId,
    SCALEKIT_CLIENT_SECRET: credentials.clientSecret,
    SCALEKIT_CONNECTION_ID: credentials.connectionId,
    SCALEKIT_RESOURCE_ID: credentials.resourceUrl.split('/').at(-1) ?? '',
  };
}

/** The embedded database takes seconds to make its first tables on a busy machine. */
export const startTimeoutMs = 600_000;

/** A folder for `DATABASE_DIR`; the second app in it starts much sooner than the first. */
export function databaseFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'waybill-'));
}

/** The sample app on a free port, with what a test asks of it; with `FRONT_END_PORT` its front end, too. */
export class Sample {
  static start(variables: Readonly<Record<string, string>> = {}): Promise<Sample> {
    return withEnvironment({ ...defaults, ...variables }, async () => {
      const { app, config } = await createApp({ logger: false });
      await app.listen(Number(variables['PORT'] ?? 0));
      const { port } = new URL(await app.getUrl());
      const frontEnd = 'FRONT_END_PORT' in variables ? await startFrontEnd(config) : undefined;
      return new Sample(app, `http://localhost:${port}`, frontEnd);
    });
  }

  private constructor(
    readonly app: INestApplication,
    readonly url: string,
    private readonly frontEnd: RunningServer | undefined,
  ) {}

  async signIn(browser: Browser, account: { email: string; password: string }): Promise<Page> {
    return browser.submitForm(await browser.navigate(`${this.url}/login`), account);
  }

  /** Whether the app's first page knows the browser's session. */
  async isSignedIn(browser: Browser): Promise<boolean> {
    const first = await browser.navigate(this.url);
    return first.$('form[action="/logout"]').length > 0;
  }

  async close(): Promise<void> {
    await this.frontEnd?.close();
    await this.app.close();
  }
}
