import { randomBytes } from 'node:crypto';
import { ScalekitEmulator } from 'scalekit-emulator';
import { Browser } from '../support/browser.js';
import { finishLogin } from '../support/federated-login.js';
import { adapters } from '../support/federation-app.js';
import { onRedis, redisUrl, whyLeftOut } from '../support/redis-server.js';
import { alice, bob, startTimeoutMs, variablesOf } from '../support/sample.js';
import { SampleProcess } from '../support/sample-process.js';

onRedis.each(adapters)(
  `a replica that dies in the middle of a push, on %s${whyLeftOut}`,
  (adapter) => {
    let emulator: ScalekitEmulator;
    let dying: SampleProcess;
    let other: SampleProcess;

    beforeAll(async () => {
      emulator = await ScalekitEmulator.start();
      const variables = {
        ...variablesOf(emulator),
        HTTP_ADAPTER: adapter,
        REDIS_URL: redisUrl,
        SCALEKIT_COOKIE_SECRET: randomBytes(32).toString('base64url'),
      };
      [dying, other] = await Promise.all([
        SampleProcess.start(variables),
        SampleProcess.start(variables),
      ]);
      await emulator.configure({ loginUrl: `${dying.url}/login`, secondPush: 'replace' });
    }, startTimeoutMs);
    afterAll(async () => {
      await dying?.kill();
      await other?.kill();
      await emulator?.close();
    });

    it('lets that person go on at another one, and nobody else (T38)', async () => {
      const client = await emulator.beginLogin();
      const { next: link } = await new Browser().navigate(client.url);
      const seat = async ({ url }: SampleProcess) => {
        const browser = new Browser();
        return { browser, page: await browser.navigate(`${url}/login${link?.search}`) };
      };
      const [first, hers, his] = [await seat(dying), await seat(other), await seat(other)];

      await emulator.fail({ on: 'push', times: 1, carriedOut: true, delayMs: 600_000 });
      const lost = expect(first.browser.submitForm(first.page, alice)).rejects.toThrow();
      await untilPushed(emulator);
      await dying.kill();
      await lost;

      expect((await his.browser.submitForm(his.page, bob)).status).toBe(409);
      const handedOff = await hers.browser.submitForm(hers.page, alice);
      expect(await finishLogin({ browser: hers.browser, client }, handedOff)).toMatchObject({
        email: alice.email,
      });
    });
  },
);

/** The journal has a push once it is answered; a fault is used up when it strikes. */
async function untilPushed({ credentials }: ScalekitEmulator): Promise<void> {
  const armed = async () => (await fetch(`${credentials.environmentUrl}/emulator/faults`)).json();
  while (((await armed()) as unknown[]).length > 0);
}
