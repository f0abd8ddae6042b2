import { jest } from '@jest/globals';
import { FederationService } from 'nestjs-scalekit-federation';
import { moveClock, restoreClock } from '../support/clock.js';
import { adapters } from '../support/federation-app.js';
import { World } from '../support/world.js';

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

  it('back keeps no token alive (T9)', async () => {
    await capture();
    const now = performance.now.bind(performance);
    moveClock(-daySeconds);
    jest.spyOn(performance, 'now').mockImplementation(() => now() + daySeconds * 1000);
    expect([await capture(), await world.tokenRequests()]).toEqual([200, 2]);
  });
});
