import { adapters } from '../support/federation-app.js';
import { bob } from '../support/world.js';
import { Attacker } from './support/attacker.js';
import { forgeries, type Target } from './support/forgeries.js';
import { rawRequest } from './support/raw-request.js';
import { Scene } from './support/scene.js';
import { openPage } from './styles/login-style.js';
import { signedInAlready } from './styles/password.js';

const modes = adapters.flatMap((adapter) =>
  (['unproven', 'always'] as const).map((confirm) => ({ adapter, confirm })),
);

describe.each(modes)('on $adapter with confirm: $confirm', ({ adapter, confirm }) => {
  let scene: Scene;
  let target: Target;

  beforeAll(async () => {
    scene = await Scene.start(adapter, confirm);
    await scene.useLoginPageOf(signedInAlready);
  });
  afterAll(() => scene?.close());

  beforeEach(async () => {
    await scene.world.emulator.reset();
    const attacker = await Attacker.begin(scene.world);
    const { browser: victim, lure } = await scene.victim(signedInAlready);
    const page = await openPage(victim, scene.site.bounceTo(attacker.link), lure);
    const { fields } = page.form();
    target = {
      origin: scene.world.app.url,
      victim,
      page,
      txn: fields.get('scalekit_txn') ?? '',
      csrf: fields.get('scalekit_csrf') ?? '',
      attacker,
      scene,
    };
  });

  describe('neither signs the victim in for the attacker nor gives the login request up:', () => {
    it.each(forgeries)('%s (T3)', async (_what, forge) => {
      await forge(target);
      expect(await target.attacker.loot()).toBe('nobody');
      await target.victim.submitForm(target.page, {}, { button: '[value=continue]' });
      expect(await target.attacker.loot()).toBe('usr_alice');
    });
  });

  it('takes no answer of a page that named another account (T45)', async () => {
    await target.victim.submitForm(await target.victim.navigate(scene.urlOf(signedInAlready)), bob);
    await target.victim.submitForm(target.page, {}, { button: '[value=continue]' });
    expect(await target.attacker.loot()).toBe('nobody');
  });

  it.each(['iframe', 'frame', 'object', 'embed', 'image', 'script', 'empty', 'Document', ''])(
    'shows nothing to click on to sec-fetch-dest: "%s"',
    async (destination) => {
      const answer = await rawRequest(target.victim, target.page.url.href, {
        headers: { accept: 'text/html', 'sec-fetch-dest': destination },
      });
      expect(answer.status).toBe(403);
      expect(answer.text).not.toContain('scalekit_csrf');
      expect(answer.text).not.toContain('alice@example.com');
    },
  );

  it('forbids every frame in browsers that say nothing of themselves (T3)', async () => {
    const answer = await rawRequest(target.victim, target.page.url.href, {
      headers: { accept: 'text/html' },
    });
    expect(answer.headers['x-frame-options']).toBe('DENY');
    expect(answer.headers['content-security-policy']).toContain("frame-ancestors 'none'");
  });
});
