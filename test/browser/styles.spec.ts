import { describeInChromium } from './support/chromium.js';
import { look } from './support/look.js';
import { Stage, startTimeoutMs } from './support/stage.js';
import { loginStyles } from './styles.js';

describeInChromium('from the AI app to its tool call', (adapter) => {
  let stage: Stage;

  beforeAll(async () => {
    stage = await Stage.start(adapter);
  }, startTimeoutMs);
  afterAll(() => stage?.close(), startTimeoutMs);

  it.each(loginStyles)('$name', async (style) => {
    await stage.reset(style.loginPath);
    const page = await (await stage.newBrowser()).newPage();
    await style.before?.(page, stage.appUrl);
    const client = await stage.arrive(page);
    await style.signIn(page, (what) => look(page, `${adapter}/${style.name}-${what}`));
    expect(await stage.consent(page, client)).toMatchObject({ email: style.email });
    expect(await stage.pushes()).toHaveLength(1);
    expect(stage.complaints).toEqual([]);
  });
});
