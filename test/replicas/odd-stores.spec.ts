import { EventEmitter, once } from 'node:events';
import type { Claim, ClaimAnswer, ClaimStore } from 'nestjs-scalekit-federation';
import { adapters } from '../support/federation-app.js';
import { MemoryClaims } from '../support/memory-claims.js';
import { alice, bob, World } from '../support/world.js';

type Take = () => Promise<ClaimAnswer>;

class LdapishError extends Error {}

const odd: readonly (readonly [string, Take, string | undefined])[] = [
  [
    'answers something else',
    async () => 'yes' as never,
    "take() answered neither 'first' nor 'again'",
  ],
  // The log has told of that already.
  ['answers nothing', async () => undefined as never, undefined],
  ['throws at once', () => (undefined as never as { now: Take }).now(), 'failed with TypeError'],
  ['rejects with a class', () => Promise.reject(new LdapishError('alice')), 'with LdapishError'],
  ['rejects with a text', () => Promise.reject('redis://:secret@host'), 'failed with a string'],
  [
    'rejects with a code',
    () => Promise.reject(Object.assign(new Error('redis://:secret@host'), { code: 'EPIPE' })),
    'failed with EPIPE',
  ],
  ['never answers', () => new Promise(() => undefined), 'it took longer than 1 s'],
];

describe.each(adapters)('a store of an app’s own, on %s', (adapter) => {
  let world: World;
  let take: ClaimStore['take'];
  let memory: MemoryClaims;

  beforeAll(async () => {
    const store: ClaimStore = {
      take: (claim, ttlSeconds) => take(claim, ttlSeconds),
      release: (claim) => memory.release(claim),
      ping: () => memory.ping(),
    };
    world = await World.start({ adapter, options: { store } });
  });
  beforeEach(async () => {
    await world.emulator.reset();
    world.app.log.lines.length = 0;
    memory = new MemoryClaims();
    take = (claim, ttlSeconds) => memory.take(claim, ttlSeconds);
  });
  afterAll(() => world?.close());

  it('hands a login off', async () => {
    const login = await world.startLogin();
    const handedOff = await login.browser.submitForm(login.page, alice);
    expect(await world.finish(login, handedOff)).toMatchObject({ sub: 'usr_alice' });
  });

  it.each(odd)('that %s is an outage', async (_, take_, line) => {
    take = take_;
    const { browser, page } = await world.startLogin();
    const answer = await browser.submitForm(page, alice);
    expect(answer.status).toBe(503);
    expect(answer.textOf()).toContain('store_unavailable');
    expect(await world.pushes()).toEqual([]);
    const told = world.app.log.lines.filter((text) => text.includes('the store of claims'));
    if (line !== undefined) expect(told).toEqual([expect.stringContaining(line)]);
    expect(world.app.log.lines.join('\n')).not.toMatch(/secret|LdapishError: alice/);
  });

  it('that answers too late keeps the login request for nobody', async () => {
    const steps = new EventEmitter();
    const released = once(steps, 'released');
    const { browser, page } = await world.startLogin();
    take = async (claim: Claim, ttlSeconds: number) => {
      await once(steps, 'answer');
      return memory.take(claim, ttlSeconds);
    };
    expect((await browser.submitForm(page, alice)).status).toBe(503);
    const release = memory.release.bind(memory);
    memory.release = (claim) => release(claim).then(() => void steps.emit('released'));
    steps.emit('answer');
    await released;
    take = (claim, ttlSeconds) => memory.take(claim, ttlSeconds);
    expect((await browser.submitForm(page, bob)).status).toBe(200);
    expect(await world.pushes()).toEqual([expect.objectContaining({ sub: 'usr_bob' })]);
  });

  it('that gives a claim up lets another person answer, and nothing is told', async () => {
    const { browser, page } = await world.startLogin();
    await world.emulator.fail({ on: 'push', times: 1, status: 400 });
    expect((await browser.submitForm(page, alice)).textOf()).toContain('scalekit_rejected');
    expect((await browser.submitForm(page, bob)).status).toBe(200);
    expect(await world.pushes()).toEqual([expect.objectContaining({ sub: 'usr_bob' })]);
    expect(world.app.log.lines.join('\n')).not.toContain('given up');
  });

  it('that cannot give a claim up says so, and who signed in is told of Scalekit alone', async () => {
    const { browser, page } = await world.startLogin();
    memory.release = () => Promise.reject(new Error('redis://:secret@host'));
    await world.emulator.fail({ on: 'push', times: 1, status: 400 });
    expect((await browser.submitForm(page, alice)).textOf()).toContain('scalekit_rejected');
    const told = world.app.log.lines.filter((text) => text.includes('could not be given up'));
    expect(told).toHaveLength(1);
    expect(world.app.log.lines.join('\n')).not.toContain('secret');
    expect((await browser.submitForm(page, bob)).status).toBe(409);
    expect((await browser.submitForm(page, alice)).status).toBe(200);
  });
});
