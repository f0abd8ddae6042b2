import type { INestApplication } from '@nestjs/common';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { ScalekitEmulator } from 'scalekit-emulator';
import { freePort } from '../../support/free-port.js';
import { acceptedPushes } from '../../support/federated-login.js';
import type { AdapterName } from '../../support/federation-app.js';
import { startMcpServer } from '../../support/mcp-server.js';
import { Sample } from '../../support/sample.js';
import { launchChromium } from './chromium.js';
import { McpClient } from './mcp-client.js';
import { Site } from './site.js';

/** The first start of the embedded database takes long on a busy machine, and so does Chromium's. */
export const startTimeoutMs = 600_000;

/** Everything that a login takes part in: Chromium, an MCP client, Scalekit, the sample app, the MCP server. */
export class Stage {
  /** What Chromium refused, and what scripts of ours threw. */
  readonly complaints: string[] = [];
  readonly #contexts: BrowserContext[] = [];

  private constructor(
    readonly emulator: ScalekitEmulator,
    readonly sample: Sample,
    private readonly frontEndPort: number,
    /** Where MCP clients get their answer, and whatever else another site shows. */
    readonly elsewhere: Site,
    private readonly mcpServer: INestApplication,
    private readonly mcpServerUrl: URL,
    private readonly chromium: Browser,
  ) {}

  /** @param loginPageOn the host of the sample's front end, where that has the app's login page */
  static async start(adapter: AdapterName, loginPageOn?: string): Promise<Stage> {
    const port = await freePort();
    const mcpServerUrl = new URL(`http://localhost:${port}/mcp`);
    const emulator = await ScalekitEmulator.start({
      resource: mcpServerUrl.href,
      resourceName: 'Shipments',
    });
    const { environmentUrl, clientId, clientSecret, connectionId, resourceUrl } =
      emulator.credentials;
    const mcpServer = await startMcpServer(port, {
      HTTP_ADAPTER: adapter,
      SCALEKIT_ENVIRONMENT_URL: environmentUrl,
      SCALEKIT_RESOURCE_URL: resourceUrl,
    });
    const [appPort, frontEndPort] = [await freePort(), await freePort()];
    const sample = await Sample.start({
      HTTP_ADAPTER: adapter,
      PORT: String(appPort),
      FRONT_END_PORT: String(frontEndPort),
      LOGIN_URL: loginPageOn ? `http://${loginPageOn}:${frontEndPort}/` : '',
      PUBLIC_URL: `http://127.0.0.1:${appPort}`,
      SCALEKIT_ENVIRONMENT_URL: environmentUrl,
      SCALEKIT_CLIENT_ID: clientId,
      SCALEKIT_CLIENT_SECRET: clientSecret,
      SCALEKIT_CONNECTION_ID: connectionId,
    });
    const [site, chromium] = [await Site.start(), await launchChromium()];
    site.publish('/callback', '<h1>Back in the AI app</h1>');
    return new Stage(emulator, sample, frontEndPort, site, mcpServer, mcpServerUrl, chromium);
  }

  /** The app's. Scalekit and the MCP client are on `localhost`, and so on another site, as they are in life. */
  get appUrl(): string {
    return this.sample.url.replace('localhost', '127.0.0.1');
  }

  /** The login page of the sample's front end, by one of its names. */
  frontEndUrl(host: string): string {
    return `http://${host}:${this.frontEndPort}/`;
  }

  /** Forgets what the last test left behind; browsers go to the login page of `path`, which may be a URL. */
  async reset(path = '/login'): Promise<void> {
    for (const context of this.#contexts.splice(0)) await context.close();
    await this.emulator.reset();
    await this.emulator.configure({ loginUrl: new URL(path, this.appUrl).href });
    this.elsewhere.requests.length = 0;
    this.complaints.length = 0;
  }

  /** A browser of its own, without cookies. */
  async newBrowser(options: BrowserContextOptions = {}): Promise<BrowserContext> {
    const context = await this.chromium.newContext({ ...options, locale: 'en-GB' });
    this.#contexts.push(context);
    context.setDefaultTimeout(100_000);
    context.on('weberror', (event) => this.complaints.push(event.error().message));
    context.on('console', (message) => {
      if (/Content Security Policy|violates/i.test(message.text())) {
        this.complaints.push(message.text());
      }
    });
    return context;
  }

  newMcpClient(): Promise<McpClient> {
    return McpClient.begin(this.emulator, this.mcpServerUrl, `${this.elsewhere.url}/callback`);
  }

  /** Goes where an MCP client leads, up to the first page that stands still. */
  async arrive(page: Page): Promise<McpClient> {
    const client = await this.newMcpClient();
    await page.goto(client.authorizeUrl);
    return client;
  }

  async waitForConsent(page: Page): Promise<void> {
    // By what it shows: a second click may cut the first one's way there short.
    await page.getByRole('button', { name: 'Allow' }).waitFor();
  }

  /** Presses Allow, and returns what the tool call says with the token. */
  async consent(page: Page, client: McpClient): Promise<Record<string, unknown>> {
    await this.waitForConsent(page);
    await page.getByRole('button', { name: 'Allow' }).click();
    return client.whoami(await this.cameBack(page));
  }

  /** Where the MCP client got its answer. */
  async cameBack(page: Page): Promise<string> {
    await page.waitForURL(`${this.elsewhere.url}/callback?**`);
    return page.url();
  }

  pushes(): Promise<Record<string, unknown>[]> {
    return acceptedPushes(this.emulator);
  }

  async close(): Promise<void> {
    await this.chromium.close();
    await this.sample.close();
    await this.mcpServer.close();
    await this.emulator.close();
    await this.elsewhere.close();
  }
}
