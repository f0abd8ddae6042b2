import multipart from '@fastify/multipart';
import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AfterLogin } from 'nestjs-scalekit-federation';
import { authenticate, LoginController, users, type User } from '../support/federation-app.js';
import { alice, World } from '../support/world.js';

/** What the plugin puts in the place of a field. */
type Parts = Readonly<Record<string, { readonly value: string }>>;

@Controller('multipart')
class MultipartController {
  @Post('login')
  @HttpCode(200)
  @AfterLogin()
  login(@Body() body: Parts, @Req() request: { user?: User | undefined }): object {
    request.user = authenticate({ email: body['email']?.value, password: body['password']?.value });
    return { fields: Object.keys(body) };
  }

  @Post('known')
  @HttpCode(200)
  @AfterLogin({ principal: () => users[0] })
  known(): object {
    return {};
  }
}

describe('a multipart login that @fastify/multipart attaches to the body', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({
      adapter: 'fastify',
      controllers: [LoginController, MultipartController],
      configure: (app) =>
        void (app as NestFastifyApplication).register(multipart, {
          attachFieldsToBody: true,
        }),
    });
  });
  afterAll(() => world?.close());

  const post = async (path: string, fields: Record<string, string>) => {
    const { browser, page } = await world.startLogin();
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.set(name, value);
    form.set('scalekit_txn', String(page.$('input[name=scalekit_txn]').val()));
    const cookie = await browser.cookies.getCookieString(world.app.url);
    const headers = { accept: 'application/json', origin: world.app.url, cookie };
    return fetch(world.app.url + path, { method: 'POST', headers, body: form });
  };

  it('hands off, and our field is gone before the handler looks', async () => {
    const answer = await post('/multipart/login', alice);
    expect(await answer.json()).toEqual({
      fields: ['email', 'password'],
      redirectTo: expect.stringContaining('partner:callback'),
    });
  });

  it('is asked about where its fields are empty', async () => {
    const answer = await post('/multipart/known', { email: '', password: '' });
    expect(await answer.json()).toEqual({
      redirectTo: expect.stringContaining('/scalekit/continue'),
    });
  });
});
