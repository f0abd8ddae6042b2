import { rm } from 'node:fs/promises';
import type { INestApplication } from '@nestjs/common';
import {
  Client,
  StreamableHTTPClientTransport,
  UnauthorizedError,
} from '@modelcontextprotocol/client';
import { Browser } from '../support/browser.js';
import { FederatedSample } from '../support/federated-sample.js';
import { freePort } from '../support/free-port.js';
import { startMcpServer } from '../support/mcp-server.js';
import type { Page } from '../support/page.js';
import { alice, databaseFolder, startTimeoutMs } from '../support/sample.js';
import { walk } from '../support/walk.js';
import { AssistantMemory } from './assistant-memory.js';

const folder = await databaseFolder();
afterAll(() => rm(folder, { recursive: true }));

describe.each(['express', 'fastify'])('an AI app that asks for more, on %s', (adapter) => {
  let federated: FederatedSample;
  let mcpServer: INestApplication;
  let mcpServerUrl: URL;
  let browser: Browser;
  let memory: AssistantMemory;

  beforeAll(async () => {
    federated = await FederatedSample.start({ HTTP_ADAPTER: adapter, DATABASE_DIR: folder });
    const port = await freePort();
    mcpServerUrl = new URL(`http://localhost:${port}/mcp`);
    mcpServer = await startMcpServer(port, {
      HTTP_ADAPTER: adapter,
      SCALEKIT_ENVIRONMENT_URL: federated.emulator.url,
      SCALEKIT_RESOURCE_URL: federated.emulator.credentials.resourceUrl,
    });
  }, startTimeoutMs);
  beforeEach(async () => {
    await federated.emulator.reset();
    await federated.emulator.configure({
      loginUrl: `${federated.sample.url}/login`,
      resource: mcpServerUrl.href,
    });
    browser = new Browser();
    memory = new AssistantMemory();
  });
  afterAll(async () => {
    await mcpServer?.close();
    await federated?.close();
  });

  const transport = () => new StreamableHTTPClientTransport(mcpServerUrl, { authProvider: memory });

  async function call(name: string, args: Record<string, unknown> = {}) {
    const client = new Client({ name: 'freight-assistant', version: '1' });
    try {
      await client.connect(transport());
      return (await client.callTool({ name, arguments: args })).structuredContent;
    } finally {
      await client.close();
    }
  }

  /** The app calls a tool, and is sent away. @returns the first page that the person sees then */
  async function sentAway(name: string, args?: Record<string, unknown>): Promise<Page> {
    await expect(call(name, args)).rejects.toThrow(UnauthorizedError);
    return browser.follow(await browser.navigate(memory.sentTo));
  }

  const press = async (page: Page) =>
    walk(browser, await browser.submitForm(page, {}, { button: '[value=continue]' }));

  /** From the page that leads back to Scalekit, by way of its consent, to the app's tokens. */
  async function comeBack(handedOff: Page): Promise<void> {
    const consent = await browser.follow(handedOff, memory.redirectUrl);
    const done = await browser.follow(await browser.submitForm(consent), memory.redirectUrl);
    await transport().finishAuth(done.next?.searchParams ?? new URLSearchParams());
  }

  /** The first time, with nothing that is elevated. */
  async function connect(): Promise<void> {
    const page = await sentAway('whoami');
    await comeBack(await browser.submitForm(page, alice));
  }

  it('signs the person in once, for a tool that needs no more than that', async () => {
    await connect();
    expect(await call('whoami')).toMatchObject({ sub: 'usr_7hq2mvx9' });
    expect(memory.scopes).not.toContain('shipments:write');
  });

  it('costs one press of the person for an ordinary scope', async () => {
    await connect();
    const asked = await sentAway('list_bookings');
    expect(asked.url.pathname).toBe('/scalekit/continue');
    expect(asked.textOf('.asking')).toContain('“Freight Assistant”');
    expect(asked.textOf('.asking')).toContain('shipments:read');
    const handedOff = await press(asked);
    expect(handedOff.refresh).toContain('partner:callback');
    await comeBack(handedOff);
    expect(await call('list_bookings')).toEqual({ bookings: expect.any(Array) });
  });

  it('costs a sign-in for an elevated scope, however fresh the session is', async () => {
    await connect();
    const asked = await sentAway('book_shipment', { destination: 'Lyon' });
    expect(asked.textOf('.asking')).toContain('shipments:write');
    const form = await press(asked);
    expect([form.url.pathname, form.textOf('.hint')]).toEqual([
      '/login',
      expect.stringContaining('Sign in again'),
    ]);
    expect(await federated.pushes()).toHaveLength(1);
    await comeBack(await browser.submitForm(form, alice));
    expect(await call('book_shipment', { destination: 'Lyon' })).toMatchObject({
      destination: 'Lyon',
    });
  });

  it('keeps what it had: the scopes add up', async () => {
    await connect();
    await comeBack(await press(await sentAway('list_bookings')));
    const form = await press(await sentAway('book_shipment', { destination: 'Porto' }));
    await comeBack(await browser.submitForm(form, alice));
    expect(memory.scopes).toEqual(
      expect.arrayContaining(['openid', 'shipments:read', 'shipments:write']),
    );
    await call('book_shipment', { destination: 'Porto' });
    expect(JSON.stringify(await call('list_bookings'))).toContain('Porto');
  });

  it('gets nothing where the person cancels instead of signing in again', async () => {
    await connect();
    const form = await press(await sentAway('book_shipment', { destination: 'Lyon' }));
    const cancelled = await browser.submitForm(form, {}, { form: '[action="/login/cancel"]' });
    const back = await browser.follow(cancelled, memory.redirectUrl);
    expect(back.next?.searchParams.get('error')).toBe('access_denied');
    await expect(call('book_shipment', { destination: 'Lyon' })).rejects.toThrow();
    expect(await call('whoami')).toMatchObject({ sub: 'usr_7hq2mvx9' });
  });
});
