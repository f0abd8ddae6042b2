import {
  Controller,
  Get,
  Injectable,
  Post,
  UseGuards,
  type ExecutionContext,
} from '@nestjs/common';
import { APP_GUARD, ExternalContextCreator, ModuleRef } from '@nestjs/core';
import express from 'express';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { AfterLogin, LoginRequestGuard, RejectLogin } from 'nestjs-scalekit-federation';
import { Browser } from '../support/browser.js';
import { adapters } from '../support/federation-app.js';
import { alice, World } from '../support/world.js';

describe.each(['graphql', 'rpc', 'ws'])('a %s handler with our guard and decorators', (type) => {
  @Controller()
  @Injectable()
  class Resolver {
    @Get('unused')
    @UseGuards(LoginRequestGuard)
    @AfterLogin()
    login() {
      return 'in';
    }

    @Post('unused')
    @RejectLogin()
    cancel() {
      return 'out';
    }
  }

  it.each(['login', 'cancel'] as const)('passes %s through untouched', async (method) => {
    const world = await World.start({ adapter: 'express', controllers: [Resolver] });
    const resolver = world.app.app.get(ModuleRef).get(Resolver, { strict: false });
    const handler = world.app.app
      .get(ExternalContextCreator)
      .create(
        resolver,
        resolver[method],
        method,
        undefined,
        undefined,
        undefined,
        undefined,
        undefined,
        type,
      );
    expect(await handler({}, {}, {}, {})).toBe(method === 'login' ? 'in' : 'out');
    await world.close();
  });
});

describe('an app that is mounted below a path of another Express app', () => {
  let world: World;
  let server: Server;
  let origin: string;

  beforeAll(async () => {
    world = await World.start({ adapter: 'express' });
    const parent = express();
    parent.use('/portal', world.app.app.getHttpAdapter().getInstance());
    server = createServer(parent).listen(0, '127.0.0.1');
    await once(server, 'listening');
    origin = `http://localhost:${(server.address() as AddressInfo).port}`;
    await world.emulator.configure({ loginUrl: `${origin}/portal/login` });
  });
  afterAll(async () => {
    server?.close();
    await world?.close();
  });

  it('sends people to its own continue page and login page', async () => {
    const login = await world.startLogin();
    const asked = await login.browser.navigate(`${origin}/portal/login/link?as=usr_alice`);
    expect(asked.location).toMatch(/^\/portal\/scalekit\/continue\?/);
    const page = await login.browser.follow(asked);
    const form = await login.browser.submitForm(page, {}, { button: '[value=switch]' });
    expect(form.location).toMatch(/^\/portal\/login\?scalekit_txn=/);
    await login.browser.follow(form);
    const handedOff = await login.browser.submitForm(page, {}, { button: '[value=continue]' });
    expect(handedOff.status).toBe(403);
  });
});

describe.each(adapters)('many tabs at once on %s', (adapter) => {
  let world: World;
  beforeAll(async () => {
    world = await World.start({ adapter });
  });
  afterAll(() => world?.close());

  it.each([[[0, 1, 2, 3, 4]], [[4, 3, 2, 1, 0]], [[2, 0, 4, 1, 3]]])(
    'finish in the order %j, each with its own login request (T23)',
    async (order) => {
      const browser = new Browser();
      const tabs = [];
      for (let tab = 0; tab < 5; tab += 1) tabs.push(await world.startLogin(browser));
      for (const index of order) {
        const tab = tabs[index];
        if (!tab) throw new Error('no such tab');
        const handedOff = await browser.submitForm(tab.page, alice);
        const claims = await world.finish(tab, handedOff);
        expect(claims).toMatchObject({ sub: 'usr_alice', client_id: tab.client.clientId });
      }
    },
  );

  it('keep the newest five, and tell the sixth-oldest to start again (T22)', async () => {
    const browser = new Browser();
    const tabs = [];
    for (let tab = 0; tab < 6; tab += 1) tabs.push(await world.startLogin(browser));
    const statuses = [];
    for (const { page } of tabs) statuses.push((await browser.submitForm(page, alice)).status);
    expect(statuses).toEqual([410, 200, 200, 200, 200, 200]);
  });

  it('may reload and go back without losing anything', async () => {
    const login = await world.startLogin();
    const reloaded = await login.browser.navigate(login.page.url);
    await login.browser.submitForm(reloaded, { ...alice, password: 'wrong' });
    const back = await login.browser.navigate(login.page.url);
    const handedOff = await login.browser.submitForm(back, alice);
    expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
  });
});

describe.each(adapters)('an app whose login page is outside its global prefix on %s', (adapter) => {
  it('is led back to that page by Not you', async () => {
    const world = await World.start({
      adapter,
      configure: (app) => app.setGlobalPrefix('api', { exclude: ['login', 'login/link'] }),
    });
    const login = await world.startLogin();
    const asked = await login.browser.navigate(`${world.app.url}/login/link?as=usr_alice`);
    expect(asked.location).toMatch(/^\/api\/scalekit\/continue\?/);
    const page = await login.browser.follow(asked);
    const form = await login.browser.submitForm(page, {}, { button: '[value=switch]' });
    expect(form.location).toMatch(/^\/login\?scalekit_txn=/);
    expect((await login.browser.follow(form)).status).toBe(200);
    await world.close();
  });
});

describe('what a login page is given', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.start({ adapter: 'express' });
    await world.startLogin();
  });
  afterAll(() => world?.close());

  const names = [
    'continueUrl',
    'expiresAt',
    'formFields',
    'notice',
    'switchAccount',
    'ticket',
    'txn',
  ];

  it('are own properties, since template engines refuse those of prototypes', () => {
    const request = world.app.lastLoginRequest();
    expect(Object.keys(request).sort()).toEqual(names);
  });

  it('serialises to what a page needs, and prints no more', async () => {
    const request = world.app.lastLoginRequest();
    const journal = await world.emulator.journal();
    const { loginRequestId = '', location = '' } =
      journal.find(({ step }) => step === 'login_redirect') ?? {};
    const state = new URL(location).searchParams.get('state') ?? '';
    const shown = JSON.stringify(request) + inspect(request, { depth: 9, showHidden: true });
    expect(Object.keys(JSON.parse(JSON.stringify(request)) as object).sort()).toEqual(names);
    expect(loginRequestId).toMatch(/^lri_/);
    expect(shown).not.toContain(loginRequestId);
    expect(shown).not.toContain(state);
  });
});

describe('a request whose user cannot be redefined', () => {
  it('signs in all the same', async () => {
    const world = await World.start({
      adapter: 'express',
      configure: (app) =>
        app.use((request: object, _response: unknown, next: () => void) => {
          const fixed = { configurable: false, writable: true, value: undefined };
          Object.defineProperty(request, 'user', fixed);
          next();
        }),
    });
    const login = await world.startLogin();
    const handedOff = await login.browser.submitForm(login.page, alice);
    expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
    await world.close();
  });
});

/** As snippets do that make `request.query` writable again on Express 5: the property is fixed from then on. */
function fixed(request: object, name: 'query' | 'body'): void {
  const value: unknown = Reflect.get(request, name);
  Object.defineProperty(request, name, { value, writable: true, configurable: false });
}

const hardenings: Readonly<Record<string, (request: { query: object; body?: object }) => void>> = {
  'a query that is fixed': (request) => fixed(request, 'query'),
  'a query that is frozen and fixed': (request) => {
    const value = Object.freeze({ ...request.query });
    Object.defineProperty(request, 'query', { value, writable: false, configurable: false });
  },
  'a frozen body': ({ body }) => void (body && Object.freeze(body)),
  'a fixed and frozen body': (request) => {
    if (request.body) Object.freeze(request.body);
    fixed(request, 'body');
  },
};

describe.each(adapters)('an app on %s that hardens its requests', (adapter) => {
  let world: World;
  let harden: (request: { query: object; body?: object }) => void;

  @Injectable()
  class Hardening {
    canActivate(context: ExecutionContext): boolean {
      harden(context.switchToHttp().getRequest());
      return true;
    }
  }

  beforeAll(async () => {
    world = await World.start({
      adapter,
      providers: [{ provide: APP_GUARD, useClass: Hardening }],
    });
  });
  afterAll(() => world?.close());

  it.each(Object.keys(hardenings))('to %s still hands a login off', async (what) => {
    harden = hardenings[what] ?? (() => undefined);
    await world.emulator.reset();
    const login = await world.startLogin();
    expect(login.page.status).toBe(200);
    const handedOff = await login.browser.submitForm(login.page, alice);
    expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
  });
});
