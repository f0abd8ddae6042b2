import { SpanStatusCode } from '@opentelemetry/api';
import { DataPointType, type MetricData } from '@opentelemetry/sdk-metrics';
import { readFileSync } from 'node:fs';
import { FederationService, ScalekitUnavailableError } from 'nestjs-scalekit-federation';
import { Browser } from '../support/browser.js';
import { moveClock, restoreClock } from '../support/clock.js';
import { claude, Details, told } from '../support/details.js';
import { adapters } from '../support/federation-app.js';
import { hurryClock } from '../support/hurry.js';
import { Telemetry, traceHttp } from '../support/telemetry.js';
import type { Page } from '../support/page.js';
import { alice, World } from '../support/world.js';

const of = (name: string) => `scalekit_federation.${name}`;
const cancel = { form: 'form[action="/login/cancel"]' };
/** Seconds, after the 9 minutes of a login request. */
const tooLate = 541;

/** Listeners of events run behind the login that they are told of. */
const allTold = () => new Promise((resolve) => setImmediate(resolve));

/** The table of the README: by name what it is, its unit and its attributes. */
function promised(): Record<string, unknown> {
  const readme = readFileSync('libs/scalekit-federation/README.md', 'utf8');
  const [, behind = ''] = readme.split('\n## Metrics and traces\n');
  const [section = ''] = behind.split('\n## ');
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return Object.fromEntries(
    rows.map((row) => {
      const [name = '', what, unit = '', attributes = ''] = row
        .split('|')
        .slice(1)
        .map((cell) => cell.trim());
      const names = [...attributes.matchAll(/`([^`]+)`/g)].map(([, attribute]) => attribute);
      return [name.replaceAll('`', ''), [what, unit.replaceAll('`', ''), names.sort()]];
    }),
  );
}

function instrumentOf(metric: MetricData): string {
  if (metric.dataPointType === DataPointType.HISTOGRAM) return 'histogram';
  return 'isMonotonic' in metric && metric.isMonotonic ? 'counter' : 'observable up-down counter';
}

describe.each(adapters)('metrics and traces on %s', (adapter) => {
  const details = new Details();
  const telemetry = new Telemetry();
  let world: World;

  beforeAll(async () => {
    telemetry.register();
    world = await World.start({
      adapter,
      options: { loginRequestDetails: details.option },
      configure: (app) => traceHttp(app, adapter),
    });
  });
  beforeEach(async () => {
    await world.emulator.reset();
    details.reset(() => told(claude));
    await telemetry.reset();
    world.app.log.lines.length = 0;
  });
  afterEach(restoreClock);
  afterAll(async () => {
    await world?.close();
    await telemetry.close();
  });

  /** The values of a metric, each with its attributes. */
  const values = async (name: string) => {
    await allTold();
    const metric = (await telemetry.metrics()).find(({ descriptor }) => descriptor.name === name);
    return (metric?.dataPoints ?? []).map(({ value, attributes }) => ({ value, attributes }));
  };
  const connection = () => ({
    [of('connection')]: world.emulator.credentials.connectionId,
  });
  const open = async () => (await values(of('open_login_requests')))[0]?.value;

  const handOff = async () => {
    const { browser, page } = await world.startLogin();
    return browser.submitForm(page, alice);
  };
  /** Reaches everything that can be emitted. @returns the secrets that came by */
  async function reachAll({ app, emulator }: World): Promise<string[]> {
    const secrets: string[] = [];
    const start = async (): Promise<{ browser: Browser; page: Page; link: URL }> => {
      const browser = new Browser();
      const link = await world.loginLink(await emulator.beginLogin());
      secrets.push(...link.searchParams.values());
      return { browser, link, page: await browser.navigate(link) };
    };
    const wrong = await start();
    await wrong.browser.submitForm(wrong.page, { ...alice, password: 'wrong' });
    await wrong.browser.submitForm(wrong.page, alice);
    const cancelled = await start();
    await cancelled.browser.submitForm(cancelled.page, {}, cancel);
    // A token that is refused is fetched anew, and that fails.
    await emulator.fail({ on: 'push', status: 401, times: 1 });
    await emulator.fail({ on: 'token', status: 400, times: 1 });
    const refused = await start();
    await refused.browser.submitForm(refused.page, alice);
    const old = await start();
    moveClock(tooLate);
    await old.browser.submitForm(old.page, alice);
    await old.browser.navigate(old.link);
    restoreClock();
    await emulator.fail({ on: 'push', status: 503 });
    hurryClock(50);
    const push = () =>
      app.app
        .get(FederationService)
        .pushUser({ loginRequestId: 'lri_unknown', state: 's' }, { sub: '1', email: 'a@b.example' })
        .catch((error: unknown) => error);
    let last: unknown;
    do last = await push();
    while (!(last instanceof ScalekitUnavailableError && last.networkCode === 'CIRCUIT_OPEN'));
    await allTold();
    return secrets;
  }

  it('are those of the table in the README, and hold nothing secret', async () => {
    // Its breaker stays open.
    const own = await World.start({ adapter, options: { loginRequestDetails: details.option } });
    const secrets = await reachAll(own);
    const measured = await telemetry.metrics();
    const spans = telemetry.spans().filter(({ name }) => name !== 'HTTP');
    const emitted: Record<string, unknown> = {};
    const names = (attributes: readonly object[]) =>
      [...new Set(attributes.flatMap((some) => Object.keys(some)))].sort();
    for (const metric of measured) {
      const { descriptor, dataPoints } = metric;
      const attributes = names(dataPoints.map((point) => point.attributes));
      emitted[descriptor.name] = [instrumentOf(metric), descriptor.unit, attributes];
    }
    for (const { name } of spans) {
      const attributes = names(telemetry.spans(name).map((span) => span.attributes));
      emitted[name] = ['span', '', attributes];
    }
    expect(emitted).toEqual(promised());
    expect(new Set(spans.map(({ instrumentationScope: { name } }) => name))).toEqual(
      new Set(['nestjs-scalekit-federation']),
    );

    const everything = JSON.stringify([
      measured,
      spans.map(({ name, attributes, events, status }) => ({ name, attributes, events, status })),
    ]);
    const { clientSecret } = own.emulator.credentials;
    await own.close();
    expect(secrets.length).toBeGreaterThanOrEqual(8);
    for (const secret of [...secrets, clientSecret, '@', 'usr_', 'm2m_', claude.clientId, 'eyJ']) {
      expect(everything).not.toContain(secret);
    }
    expect(spans.flatMap(({ events }) => events)).toEqual([]);
  });

  it('count logins by how they ended, and no answer that is repeated', async () => {
    const { browser, page } = await world.startLogin();
    await browser.submitForm(page, { ...alice, password: 'wrong' });
    await browser.submitForm(page, alice);
    await browser.submitForm(page, alice);
    const other = await world.startLogin();
    await other.browser.submitForm(other.page, {}, cancel);
    const rejected = { ...connection(), [of('end')]: 'rejected', [of('reason')]: 'given_up' };
    expect(await values(of('logins'))).toEqual([
      { value: 1, attributes: { ...connection(), [of('end')]: 'notSignedIn' } },
      { value: 1, attributes: { ...connection(), [of('end')]: 'handedOff' } },
      { value: 1, attributes: rejected },
    ]);
  });

  it('measure a push in seconds, with all its attempts', async () => {
    // The emulator was reset, and does not know the token of before.
    await handOff();
    await telemetry.reset();
    await world.emulator.fail({ on: 'push', status: 503, times: 1 });
    await handOff();
    await allTold();
    const measured = await telemetry.metrics();
    const valueOf = (name: string) =>
      measured.find(({ descriptor }) => descriptor.name === of(name))?.dataPoints[0]?.value;
    expect(valueOf('push.attempts')).toMatchObject({ count: 1, sum: 2 });
    const { sum } = valueOf('push.duration') as { sum: number };
    const [span] = telemetry.spans(of('push'));
    const [seconds = 0, nanos = 0] = span?.duration ?? [];
    // Of the same time, and no thousandfold of it.
    expect(sum / (seconds + nanos / 1e9)).toBeGreaterThan(0.1);
    expect(sum).toBeLessThan(12);
    expect(span?.attributes).toMatchObject({ ...connection(), [of('attempts')]: 2 });
    expect(span?.status.code).toBe(SpanStatusCode.UNSET);
  });

  it('say how many login requests are open: until handed off, given up, or too old', async () => {
    // Those that the tests before have left.
    moveClock(tooLate);
    expect(await open()).toBe(0);
    restoreClock();
    const [one, two] = [await world.startLogin(), await world.startLogin()];
    await world.startLogin();
    expect(await open()).toBe(3);
    await one.browser.submitForm(one.page, alice);
    expect(await open()).toBe(2);
    await two.browser.submitForm(two.page, {}, cancel);
    expect(await open()).toBe(1);
    moveClock(tooLate);
    expect(await open()).toBe(0);
  });

  it('are spans below the span of the HTTP request, and a token’s below what needs it', async () => {
    await world.emulator.fail({ on: 'push', status: 401, times: 1 });
    await handOff();
    const [push, ...others] = telemetry.spans(of('push'));
    const [capture] = telemetry.spans(of('capture'));
    const token = telemetry.spans(of('token')).at(-1);
    const http = telemetry.spans('HTTP').map((span) => span.spanContext().spanId);
    expect(others).toEqual([]);
    expect(http).toContain(push?.parentSpanContext?.spanId);
    expect(http).toContain(capture?.parentSpanContext?.spanId);
    expect(token?.parentSpanContext?.spanId).toBe(push?.spanContext().spanId);
    const txn = expect.stringMatching(/^[\w-]{16}$/);
    expect(capture?.attributes).toEqual({ ...connection(), [of('txn')]: txn });
    expect(push?.attributes).toMatchObject({
      [of('txn')]: capture?.attributes[of('txn')],
      [of('end')]: 'handedOff',
    });
    expect(telemetry.spans().map(({ status }) => status.code)).not.toContain(SpanStatusCode.ERROR);
  });

  it('show a failed push as an error, by our code and no message', async () => {
    await world.emulator.fail({ on: 'push', status: 400 });
    await handOff();
    const [push] = telemetry.spans(of('push'));
    expect(push?.status).toEqual({ code: SpanStatusCode.ERROR });
    expect(push?.attributes).toMatchObject({
      'error.type': 'scalekit_rejected',
      [of('attempts')]: 1,
    });
    expect(push?.events).toEqual([]);
  });

  it('see nothing of plain logins', async () => {
    const browser = new Browser();
    await browser.submitForm(await browser.navigate(world.loginUrl), alice);
    await allTold();
    expect(telemetry.spans().filter(({ name }) => name !== 'HTTP')).toEqual([]);
    const names = (await telemetry.metrics()).map(({ descriptor }) => descriptor.name);
    expect(names).toEqual([of('open_login_requests')]);
  });
});
