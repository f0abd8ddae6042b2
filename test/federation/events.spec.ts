import { jest } from '@jest/globals';
import {
  FederationEvents,
  FederationService,
  type FederationEvent,
} from 'nestjs-scalekit-federation';
import { Browser } from '../support/browser.js';
import { moveClock, restoreClock } from '../support/clock.js';
import { claude, Details, told } from '../support/details.js';
import { adapters } from '../support/federation-app.js';
import { alice, bob, World } from '../support/world.js';

const press = (button: 'continue' | 'switch' | 'cancel') => ({ button: `[value=${button}]` });
const cancel = { form: 'form[action="/login/cancel"]' };
const anything = expect.anything();
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);

/** Listeners run behind the login that they are told of. */
const allTold = () => new Promise((resolve) => setImmediate(resolve));

describe.each(adapters)('what happens to a login request, on %s,', (adapter) => {
  const details = new Details();
  let world: World;
  let events: FederationEvents;
  let seen: FederationEvent[];

  beforeAll(async () => {
    const emulator = { loginRequestDetails: details.option };
    world = await World.start({ adapter, options: emulator });
    events = world.app.app.get(FederationEvents);
    events.subscribe((event) => void seen.push(event));
  });
  beforeEach(async () => {
    await world.emulator.reset();
    details.reset();
    seen = [];
    world.app.log.lines.length = 0;
  });
  afterEach(restoreClock);
  afterAll(() => world?.close());

  const names = () => seen.map(({ event }) => event);
  const txnOf = (page: { $: (selector: string) => { val: () => unknown } }) =>
    String(page.$('input[name=scalekit_txn]').val());

  it('is told step by step, and joined by its txn', async () => {
    details.reset(() => told(claude));
    const { browser, page } = await world.startLogin();
    const txn = txnOf(page);
    await browser.submitForm(page, { ...alice, password: 'wrong' });
    await browser.submitForm(page, alice);
    await allTold();
    const known = { at: time, connection: expect.stringMatching(/^conn_\d+$/), txn };
    const client = claude.clientId;
    expect(seen).toEqual([
      { event: 'captured', ...known, client },
      { event: 'notSignedIn', ...known, client, status: 401 },
      {
        event: 'handedOff',
        ...known,
        client,
        sub: 'usr_alice',
        authRequestId: expect.stringMatching(/^req_/),
        attempts: 1,
        ms: expect.any(Number),
      },
    ]);
  });

  it('is told by the continue page too: that it asks, and what is pressed', async () => {
    const browser = new Browser();
    await browser.submitForm(await browser.navigate(world.loginUrl), alice);
    const { page } = await world.startLogin(browser);
    const form = await browser.follow(await browser.submitForm(page, {}, press('switch')));
    const asked = await browser.navigate(`${world.app.url}/login/link?as=usr_bob`);
    const question = await browser.follow(asked);
    await browser.submitForm(question, {}, press('continue'));
    await allTold();
    expect(form.$('input[name=password]')).toHaveLength(1);
    expect(seen).toMatchObject([
      { event: 'captured' },
      { event: 'asked', sub: 'usr_alice', reason: 'session' },
      { event: 'switched', sub: 'usr_alice' },
      { event: 'asked', sub: 'usr_bob', reason: 'unproven' },
      { event: 'confirmed' },
      { event: 'handedOff' },
    ]);
    expect(new Set(seen.map(({ txn }) => txn)).size).toBe(1);
  });

  it('is told when it is rejected, with the reason', async () => {
    const given = await world.startLogin();
    await given.browser.submitForm(given.page, {}, cancel);
    const browser = new Browser();
    await browser.submitForm(await browser.navigate(world.loginUrl), alice);
    const { page } = await world.startLogin(browser);
    await browser.submitForm(page, {}, press('cancel'));
    const link = await world.loginLink(await world.emulator.beginLogin());
    await world.app.app.get(FederationService).rejectLogin({
      loginRequestId: link.searchParams.get('login_request_id') ?? '',
      state: 'state',
    });
    await allTold();
    const rejected = seen.filter(({ event }) => event === 'rejected');
    await given.browser.submitForm(given.page, {}, cancel);
    await allTold();
    expect(seen.at(-1)).toMatchObject({ event: 'rejected', reason: 'again' });
    expect(rejected.map(({ reason }) => reason)).toEqual(['given_up', 'cancelled', 'by_hand']);
    expect(rejected).toEqual(
      Array(3).fill(expect.objectContaining({ authRequestId: anything, ms: anything })),
    );
  });

  it('is told when it is refused, with what Scalekit answered to which call', async () => {
    await world.emulator.fail({ on: 'push', status: 503 });
    const { browser, page } = await world.startLogin();
    await browser.submitForm(page, alice);
    await allTold();
    expect(seen.at(-1)).toEqual({
      event: 'refused',
      at: time,
      connection: anything,
      txn: txnOf(page),
      client: 'm2m_1',
      sub: 'usr_alice',
      reason: 'scalekit_unavailable',
      call: 'push',
      status: 503,
      attempts: 3,
      ms: expect.any(Number),
    });
  });

  it('is told when another account comes for it', async () => {
    const { browser, page } = await world.startLogin();
    await browser.submitForm(page, alice);
    await browser.submitForm(page, bob);
    await browser.submitForm(page, alice);
    await allTold();
    expect(seen.slice(1)).toMatchObject([
      { event: 'handedOff', sub: 'usr_alice' },
      { event: 'refused', sub: 'usr_bob', reason: 'login_request_taken' },
      { event: 'handedOff', sub: 'usr_alice', reason: 'again' },
    ]);
  });

  it('is told when it is too old: for the login, and for the continue page', async () => {
    const { browser, page } = await world.startLogin();
    const txn = txnOf(page);
    moveClock(541);
    await browser.submitForm(page, alice);
    await browser.navigate(`${world.app.url}/scalekit/continue?scalekit_txn=${txn}`);
    await new Browser().navigate(`${world.app.url}/scalekit/continue?scalekit_txn=${txn}`);
    await allTold();
    const expired = { event: 'expired', at: time, txn };
    expect(seen.slice(1)).toEqual([
      expired,
      { ...expired, connection: anything },
      // The last one is another browser.
      { ...expired, reason: 'no_cookie' },
    ]);
  });

  it('is told when it could not be captured', async () => {
    const link = await world.loginLink(await world.emulator.beginLogin());
    await fetch(link, { headers: { 'sec-fetch-dest': 'iframe' } });
    await allTold();
    expect(seen).toEqual([
      { event: 'notCaptured', at: time, reason: expect.stringContaining('a frame') },
    ]);
  });

  it('says nothing of plain logins', async () => {
    const browser = new Browser();
    await browser.submitForm(await browser.navigate(world.loginUrl), alice);
    await allTold();
    expect(seen).toEqual([]);
  });

  it('names nobody’s address, no state and no id of Scalekit’s', async () => {
    const login = await world.startLogin();
    const { searchParams } = await world.loginLink(login.client);
    await login.browser.submitForm(login.page, alice);
    const federation = world.app.app.get(FederationService);
    const user = { sub: 'alice@example.com', email: 'alice@example.com' };
    await federation.pushUser({ loginRequestId: 'lri_unknown', state: 's' }, user).catch(() => {});
    await allTold();
    const all = JSON.stringify(seen);
    expect(all).toContain('"sub":"sha256:');
    expect(all).not.toContain('@example.com');
    for (const secret of searchParams.values()) expect(all).not.toContain(secret);
  });

  it('is told of one name alone, and no longer once the subscription has ended', async () => {
    const told: string[] = [];
    const end = events.on('handedOff', ({ sub }) => void told.push(String(sub)));
    const first = await world.startLogin();
    await first.browser.submitForm(first.page, alice);
    await allTold();
    end();
    const second = await world.startLogin();
    await second.browser.submitForm(second.page, bob);
    await allTold();
    expect(told).toEqual(['usr_alice']);
    expect(names()).toEqual(['captured', 'handedOff', 'captured', 'handedOff']);
  });

  const hurt = () => {
    throw new Error('canary');
  };
  it.each<[string, () => void | Promise<void>]>([
    ['throws', hurt],
    ['rejects', () => Promise.reject(new Error('canary'))],
  ])('fails no login where a listener %s: the log says so, once', async (_what, listener) => {
    const end = events.subscribe(listener);
    const { browser, page } = await world.startLogin();
    expect((await browser.submitForm(page, alice)).refresh).toContain('partner:callback');
    await allTold();
    end();
    const warnings = world.app.log.lines.filter((line) => line.includes('FederationEvents'));
    expect(warnings).toEqual([
      expect.stringMatching(/^WARN A listener of FederationEvents failed at 'captured'/),
    ]);
    expect(warnings.join('')).not.toContain('canary');
  });

  it('waits for no listener', async () => {
    const end = events.subscribe(() => new Promise(() => undefined));
    const { browser, page } = await world.startLogin();
    expect((await browser.submitForm(page, alice)).refresh).toContain('partner:callback');
    end();
  });

  it('gives listeners an event that they cannot change', async () => {
    const end = events.subscribe((event) => void Reflect.set(event, 'sub', 'mallory'));
    const { browser, page } = await world.startLogin();
    await browser.submitForm(page, alice);
    await allTold();
    end();
    expect(seen.at(-1)).toMatchObject({ sub: 'usr_alice' });
  });

  it('fails no login where the logger throws', async () => {
    const { log } = world.app;
    const hurts = (['log', 'warn', 'error'] as const).map((level) =>
      jest.spyOn(log, level).mockImplementation(hurt),
    );
    const { browser, page } = await world.startLogin();
    await browser.submitForm(page, { ...alice, password: 'wrong' });
    const handedOff = await browser.submitForm(page, alice);
    expect(hurts[0]).toHaveBeenCalled();
    jest.restoreAllMocks();
    expect(handedOff.refresh).toContain('partner:callback');
  });

  it('reaches a logger that knows text only as text', async () => {
    const { log } = world.app;
    const lines: string[] = [];
    jest.spyOn(log, 'log').mockImplementation((message) => {
      lines.push((message as string).trimEnd());
    });
    await world.startLogin();
    jest.restoreAllMocks();
    expect(lines).toEqual([expect.stringMatching(/^login request captured connection=conn_/)]);
  });
});
