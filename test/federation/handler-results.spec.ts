import {
  Controller,
  Header,
  HttpCode,
  Post,
  Redirect,
  Render,
  SerializeOptions,
  StreamableFile,
  UseGuards,
  type INestApplication,
} from '@nestjs/common';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AfterLogin } from 'nestjs-scalekit-federation';
import { Readable } from 'node:stream';
import { of, type Observable } from 'rxjs';
import { Browser } from '../support/browser.js';
import {
  LoginController,
  PasswordGuard,
  adapters,
  type AdapterName,
} from '../support/federation-app.js';
import { sendTo } from '../support/send-to.js';
import { alice, World } from '../support/world.js';

let lastFile: Readable | undefined;

@Controller('results')
@UseGuards(PasswordGuard)
class ResultsController {
  @Post('nothing')
  @AfterLogin()
  nothing(): void {}

  @Post('null')
  @AfterLogin()
  null(): null {
    return null;
  }

  @Post('text')
  @AfterLogin()
  text(): string {
    return 'welcome';
  }

  @Post('list')
  @AfterLogin()
  list(): string[] {
    return ['welcome'];
  }

  @Post('promise')
  @AfterLogin()
  promise(): Promise<object> {
    return Promise.resolve({ welcome: true });
  }

  @Post('observable')
  @AfterLogin()
  observable(): Observable<object> {
    return of({ welcome: false }, { welcome: true });
  }

  @Post('file')
  @SerializeOptions({ strategy: 'exposeAll' })
  @AfterLogin()
  file(): StreamableFile {
    lastFile = Readable.from(['welcome']);
    return new StreamableFile(lastFile, {
      type: 'text/csv',
      disposition: 'attachment; filename="welcome.csv"',
      length: 7,
    });
  }

  @Post('bytes')
  @AfterLogin()
  bytes(): Buffer {
    return Buffer.from('welcome');
  }

  @Post('rendered')
  @AfterLogin()
  @Render('home')
  rendered(): object {
    return { welcome: true };
  }

  @Post('redirected')
  @AfterLogin()
  @Redirect('/home', 301)
  redirected(): object {
    return { welcome: true };
  }

  @Post('redirected-by-value')
  @AfterLogin()
  @Redirect('/home')
  redirectedByValue(): object {
    return { url: '/elsewhere', statusCode: 307 };
  }

  @Post('accepted')
  @HttpCode(202)
  @Header('X-App', 'own')
  @Header('Content-Type', 'application/vnd.app+json')
  @Header('ETag', '"own"')
  @AfterLogin()
  accepted(): object {
    return { welcome: true };
  }

  @Post('no-content')
  @HttpCode(204)
  @AfterLogin()
  noContent(): void {}
}

/** A view engine that knows one page. */
function useViews(app: INestApplication, adapter: AdapterName): void {
  const page = '<!doctype html><title>Home</title>';
  if (adapter === 'express') {
    class View {
      readonly path = 'home';
      render(_data: object, done: (error: null, html: string) => void): void {
        done(null, page);
      }
    }
    (app as NestExpressApplication).set('view', View);
    return;
  }
  const fastify = (app as NestFastifyApplication).getHttpAdapter().getInstance();
  fastify.decorateReply('view', function view(this: {
    type(t: string): { send(b: string): unknown };
  }) {
    return this.type('text/html').send(page);
  } as never);
}

/** What a script is answered: the object beside which `redirectTo` stands, or the body of a plain login. */
type Shown = object | 'as ever';
const welcome = { welcome: true };

const results: [path: string, status: number, shown: Shown, plain: [number, string?]][] = [
  ['nothing', 201, {}, [201]],
  ['null', 201, {}, [201]],
  ['text', 201, 'as ever', [201]],
  ['list', 201, 'as ever', [201]],
  ['promise', 201, welcome, [201]],
  ['observable', 201, welcome, [201]],
  ['file', 201, 'as ever', [201]],
  ['bytes', 201, 'as ever', [201]],
  ['rendered', 201, welcome, [201]],
  ['redirected', 201, welcome, [301, '/home']],
  ['redirected-by-value', 201, { url: '/elsewhere', statusCode: 307 }, [307, '/elsewhere']],
  ['accepted', 202, welcome, [202]],
  ['no-content', 204, 'as ever', [204]],
];

describe.each(adapters)('on %s, a handler whose result is', (adapter) => {
  let world: World;

  beforeAll(async () => {
    world = await World.start({
      adapter,
      controllers: [LoginController, ResultsController],
      configure: (app) => useViews(app, adapter),
    });
  });
  beforeEach(() => world.emulator.reset());
  afterAll(() => world.close());

  describe.each(results)('%s', (path, status, shown, plain) => {
    it('hands a browser off with our page', async () => {
      const login = await world.startLogin();
      const handedOff = await sendTo(login, `/results/${path}`, alice);
      expect([handedOff.status, handedOff.location]).toEqual([200, undefined]);
      expect(handedOff.headers.get('content-type')).toBe('text/html; charset=utf-8');
      expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
    });

    it('tells a script the way back, beside its own object', async () => {
      const login = await world.startLogin();
      const told = await sendTo(login, `/results/${path}`, alice, { by: 'script' });
      expect(told.status).toBe(status);
      const redirectTo = told.headers.get('scalekit-redirect-to');
      expect(redirectTo).toContain('partner:callback');
      if (shown === 'as ever') {
        const asEver = await new Browser().fetchJson(`${world.app.url}/results/${path}`, alice);
        expect([told.text, told.headers.get('content-type')]).toEqual([
          asEver.text,
          asEver.headers.get('content-type'),
        ]);
        return;
      }
      expect(told.json()).toEqual({ ...shown, redirectTo });
      expect(told.headers.get('content-type')).toBe('application/json; charset=utf-8');
    });

    it('leaves a plain login as it was', async () => {
      const answer = await new Browser().fetchJson(`${world.app.url}/results/${path}`, alice);
      expect([answer.status, answer.location]).toEqual([plain[0], plain[1]]);
      expect(answer.text).not.toContain('redirectTo');
    });
  });

  it('a file that is not sent is closed, and its headers are gone', async () => {
    const handedOff = await sendTo(await world.startLogin(), '/results/file', alice);
    expect(lastFile?.destroyed).toBe(true);
    expect(handedOff.headers.get('content-disposition')).toBeNull();
    expect(handedOff.text).toContain('</html>');
  });

  it('accompanied by headers keeps those that do not describe another body', async () => {
    const login = await world.startLogin();
    const told = await sendTo(login, '/results/accepted', alice, { by: 'script' });
    expect(told.headers.get('x-app')).toBe('own');
    expect(told.headers.get('etag')).not.toBe('"own"');
  });
});
