import { FederationEvents } from 'nestjs-scalekit-federation';
import { adapters } from '../support/federation-app.js';
import { alice, World } from '../support/world.js';

describe.each(adapters)('an app that ends, on %s,', (adapter) => {
  it('finishes the hand-off that is under way', async () => {
    const world = await World.start({ adapter });
    const events: string[] = [];
    world.app.app.get(FederationEvents).subscribe(({ event }) => void events.push(event));
    const { browser, page } = await world.startLogin();
    await world.emulator.fail({
      on: 'push',
      delayMs: 1_000,
      carriedOut: true,
      status: 200,
      body: {},
    });
    const login = browser.submitForm(page, alice);
    // The emulator writes a push down when it comes, and answers a second later.
    while (!(await world.emulator.journal()).some(({ step }) => step === 'push'));
    await world.app.close();
    const handedOff = await login;
    expect(handedOff.refresh).toContain('partner:callback');
    expect(events).toEqual(['captured', 'handedOff']);
    await world.emulator.close();
  });
});
