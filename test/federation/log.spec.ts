import { jest } from '@jest/globals';
import { ConsoleLogger, type LoggerService } from '@nestjs/common';
import { FederationService } from 'nestjs-scalekit-federation';
import { ScalekitEmulator } from 'scalekit-emulator';
import { createFederationApp, type FederationApp } from '../support/federation-app.js';
import { startLogin } from '../support/federated-login.js';
import { alice, World } from '../support/world.js';

/** Runs with the module's timers in the test's hand, and those of Node's sockets as they are. */
function holdTimers() {
  const { setTimeout: set } = globalThis;
  const held: (() => void)[] = [];
  jest.spyOn(globalThis, 'setTimeout').mockImplementation((run: () => void, ms = 0) => {
    if (ms === 30_000) held.push(run);
    return set(run, ms === 30_000 ? 600_000 : ms);
  });
  return { passHalfAMinute: () => held.splice(0).forEach((run) => run()) };
}

describe('the log of an outage', () => {
  let world: World;
  let service: FederationService;
  beforeAll(async () => {
    world = await World.start({ adapter: 'express' });
    service = world.app.app.get(FederationService);
  });
  beforeEach(() => world.emulator.reset());
  afterEach(() => void jest.restoreAllMocks());
  afterAll(() => world?.close());

  const failures = () => world.app.log.lines.filter((line) => line.includes(' refused '));
  const pushUser = (index: number) =>
    service
      .pushUser(
        { loginRequestId: `lri_${index}`, state: 's' },
        { sub: `usr_${index}`, email: `${index}@example.com` },
      )
      .catch(() => undefined);

  it('has one line at once, one every half a minute with the count, and an end', async () => {
    const clock = holdTimers();
    await world.emulator.fail({ on: 'push', status: 500 });
    for (let index = 0; index < 120; index += 1) await pushUser(index);
    expect(failures()).toEqual([
      expect.stringMatching(/^ERROR login request refused sub="usr_0" .* answered 500 to the push/),
    ]);

    clock.passHalfAMinute();
    expect(failures()).toHaveLength(2);
    const summary = failures()[1] ?? '';
    expect(summary).toMatch(
      /^ERROR login request refused connection=conn_\d+ reason=scalekit_unavailable: 119 more in the last 30 s, such as: Scalekit answered 500 to the push/,
    );
    expect(summary).toContain('Affected: usr_1, usr_2,');
    expect(summary.match(/usr_\d+/g)).toHaveLength(100);

    await pushUser(200);
    clock.passHalfAMinute();
    expect(failures()[2]).toContain('1 more in the last 30 s');
    // Half a minute without one ends it, and the next one is news again.
    clock.passHalfAMinute();
    await pushUser(201);
    expect(failures()).toHaveLength(4);
    expect(failures()[3]).toContain('sub="usr_201"');
  });

  it('tells what it owes before the app ends', async () => {
    const other = await World.start({ adapter: 'fastify' });
    const federation = other.app.app.get(FederationService);
    await other.emulator.fail({ on: 'push', status: 500 });
    const user = { sub: 'usr_1', email: 'one@example.com' };
    for (const id of ['lri_1', 'lri_2', 'lri_3']) {
      await federation.pushUser({ loginRequestId: id, state: 's' }, user).catch(() => undefined);
    }
    await other.close();
    const last = other.app.log.lines.filter((line) => line.includes('more in the last'));
    expect(last).toEqual([expect.stringContaining('2 more in the last 30 s')]);
  });
});

describe('a line of the log', () => {
  let emulator: ScalekitEmulator;
  let app: FederationApp;
  let written: string[];

  async function lines(logger: LoggerService): Promise<string[]> {
    written = [];
    const keep = (text: unknown) => written.push(String(text)) > 0;
    jest.spyOn(process.stdout, 'write').mockImplementation(keep);
    emulator = await ScalekitEmulator.start();
    app = await createFederationApp({
      adapter: 'express',
      options: emulator.credentials,
      configure: (nest) => nest.useLogger(logger),
    });
    await emulator.configure({ loginUrl: `${app.url}/login` });
    const { browser, page } = await startLogin(emulator);
    await browser.submitForm(page, alice);
    jest.restoreAllMocks();
    return written.filter((line) => line.includes('login request'));
  }
  afterEach(async () => {
    jest.restoreAllMocks();
    await app?.close();
    await emulator?.close();
  });

  it('has fields of its own where Nest writes JSON', async () => {
    const [captured, handedOff] = await lines(new ConsoleLogger({ json: true }));
    expect(JSON.parse(captured ?? '')).toMatchObject({
      level: 'log',
      context: 'ScalekitFederation',
      message: {
        event: 'captured',
        at: expect.any(String),
        connection: expect.any(String),
        txn: expect.any(String),
        message: expect.stringMatching(/^login request captured /),
      },
    });
    expect(JSON.parse(handedOff ?? '')).toMatchObject({
      message: { event: 'handedOff', sub: 'usr_alice', attempts: 1, ms: expect.any(Number) },
    });
  });

  it.each([true, false])(
    'is one readable line where Nest writes text (colours: %s)',
    async (colors) => {
      const [captured, handedOff] = await lines(new ConsoleLogger({ colors }));
      expect(captured).toMatch(/login request captured connection=conn_\d+ txn=[\w-]{16}/);
      expect(handedOff).toMatch(
        /login request handed off sub="usr_alice" connection=conn_\d+ auth_request_id=req_\w+ txn=[\w-]{16} ms=\d+/,
      );
      expect([captured, handedOff].join('').trimEnd().split('\n')).toHaveLength(2);
    },
  );
});
