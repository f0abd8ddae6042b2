import { ConflictException, Controller, Get, Header, HttpCode, Logger } from '@nestjs/common';
import { metrics, trace } from '@opentelemetry/api';
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { FederationEvents, FederationService } from 'nestjs-scalekit-federation';
import { adapters, cookieSecret, LoginController } from '../support/federation-app.js';
import { Telemetry } from '../support/telemetry.js';
import { alice, World } from '../support/world.js';
import { kinds, type Kind } from './kinds.js';
import type { Lookout } from './lookout.js';

/** The one that stands in this very suite, as in every other. */
const door = Reflect.get(globalThis, Symbol.for('canaries')) as Pick<Lookout, 'takeFindings'>;

let told = '';
const leak = () => `so ${told}!`;
const print = () => promisify(execFile)(process.execPath, ['-p', 'process.argv[1]', leak()]);

/** An app that tells whatever it should not. */
@Controller('leak')
class LeakyController {
  @Get('error')
  error(): never {
    const cause = { a: { b: { c: { d: { e: { f: [{ told: leak() }] } } } } } };
    throw new ConflictException('told', { cause });
  }

  @Get('json')
  @HttpCode(409)
  json(): object {
    return { message: leak() };
  }

  @Get('page')
  @HttpCode(404)
  @Header('Content-Type', 'text/html')
  page(): string {
    return `<p>${leak()}</p>`;
  }
}

describe.each(adapters)('the lookout in a suite with an app on %s', (adapter) => {
  const telemetry = new Telemetry();
  const values = {} as Record<Kind, string>;
  let world: World;

  beforeAll(async () => {
    telemetry.register();
    world = await World.start({ adapter, controllers: [LoginController, LeakyController] });
    const { page, browser } = await world.startLogin();
    const { searchParams } = page.url;
    const [cookie] = Object.values(await browser.cookiesFor(world.app.url));
    values.state = searchParams.get('state') ?? '';
    values['login request id'] = searchParams.get('login_request_id') ?? '';
    values.cookie = cookie ?? '';
    values['client secret'] = world.emulator.credentials.clientSecret;
    values['cookie key'] = cookieSecret;
    values['access token'] = await world.app.app.get(FederationService).getAccessToken();
    values.password = 'a password of some length';
    values['e-mail address'] = alice.email;
    values.ticket = `AAAAAAAAAAAAAAAA.${Buffer.from('a ticket of nobody at all').toString('base64url')}`;
    await browser.submitForm(page, { ...alice, password: values.password });
    await browser.fetchJson(`${world.app.url}/login`, { scalekit_txn: values.ticket });
    await browser.submitForm(page, alice);
  });
  afterAll(async () => {
    await world?.close();
    await telemetry.close();
  });

  const get = async (path: string) => void (await fetch(`${world.app.url}/leak/${path}`));

  it('knows secrets of every kind, and finds none where they belong', () => {
    const { known, hits, descriptions } = door.takeFindings();
    expect(Object.entries(known).filter(([, count]) => count === 0)).toEqual([]);
    expect([hits, descriptions]).toEqual([0, []]);
  });

  const tellEvent = () => {
    const event = { event: 'captured', at: '', sub: leak() } as const;
    world.app.app.get(FederationEvents).publish(event);
  };
  const count = () => {
    const counter = metrics.getMeter('canary').createCounter('a');
    counter.add(1, { a: leak() });
  };
  const startSpan = () => trace.getTracer('canary').startSpan(leak());
  const describeSpan = () => trace.getTracer('canary').startSpan('a').setAttributes({ a: leak() });

  const found = (kind: Kind) => {
    const { descriptions } = door.takeFindings();
    expect(descriptions.join('')).not.toContain(told);
    const said = new RegExp(String.raw`^\d+ × ${kind} in (.*?): .*so <${kind}>!`);
    return [...new Set(descriptions.map((line) => said.exec(line)?.[1] ?? line))];
  };

  it.each<[how: string, where: string, tell: () => unknown]>([
    ['by a logger of Nest’s', 'the logs', () => new Logger('canaries').log(leak())],
    ['deep in an object for the log', 'the logs', () => Logger.debug({ deep: { inside: leak() } })],
    ['by another process', 'the logs', print],
    ['deep in the cause of an error', 'the errors', () => get('error')],
    ['by an event', 'the events', tellEvent],
    ['as an attribute of a metric', 'the metrics', count],
    ['as the name of a span', 'the spans', startSpan],
    ['as an attribute of a span', 'the spans', describeSpan],
    ['in JSON', 'an answer (JSON, 409)', () => get('json')],
    ['in a page', 'an answer (page, 404)', () => get('page')],
  ])('says so of every kind, without its value, where one leaks %s', async (_how, where, tell) => {
    for (const kind of kinds) {
      told = values[kind];
      await tell();
      expect([kind, found(kind)]).toEqual([kind, [where]]);
    }
  });

  it('says so of what is written to a stream', () => {
    told = values.state;
    process.stderr.write(`A test of the lookout: ${leak()}\n`);
    expect(found('state')).toEqual(['the logs']);
  });
});
