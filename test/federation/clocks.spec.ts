import { jest } from '@jest/globals';
import { FederationService } from 'nestjs-scalekit-federation';
import { moveClock, restoreClock } from '../support/clock.js';
import { adapters } from '../support/federation-app.js';
import { alice, World } from '../support/world.js';

const daySeconds = 86_400;

describe.each(adapters)('a wall clock that jumps, on %s,', (adapter) => {
  let world: World;

  beforeEach(async () => {
    world = await World.start({ adapter });
  });
  afterEach(async () => {
    restoreClock();
    await world?.close();
  });

  /** Opens a login page, for which the backend wants a token. */
  async function capture(): Promise<number> {
    const page = await fetch(`${world.loginUrl}?login_request_id=lri_1&state=abc`);
    await world.app.app.get(FederationService).getAccessToken();
    return page.status;
  }

  it.each([daySeconds, -daySeconds])('by %i s makes no token old (T9)', async (seconds) => {
    await capture();
    moveClock(seconds);
    expect([await capture(), await world.tokenRequests()]).toEqual([200, 1]);
  });

  it.each([
    [30, 200],
    [31, 410],
  ])(
    'back by %i s leaves a login page %i, so that nothing lives longer (T9)',
    async (seconds, status) => {
      const { browser, page } = await world.startLogin();
      moveClock(-seconds);
      expect((await browser.submitForm(page, alice)).status).toBe(status);
      expect(await world.pushes()).toHaveLength(status === 200 ? 1 : 0);
    },
  );

  it('back keeps no token alive (T9)', async () => {
    await capture();
    const now = performance.now.bind(performance);
    moveClock(-daySeconds);
    jest.spyOn(performance, 'now').mockImplementation(() => now() + daySeconds * 1000);
    expect([await capture(), await world.tokenRequests()]).toEqual([200, 2]);
  });
});
