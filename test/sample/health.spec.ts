import { rm } from 'node:fs/promises';
import { ScalekitEmulator } from 'scalekit-emulator';
import { askHealth } from '../support/health-app.js';
import { databaseFolder, Sample, startTimeoutMs, variablesOf } from '../support/sample.js';

const folder = await databaseFolder();
afterAll(() => rm(folder, { recursive: true }));

describe.each(['express', 'fastify'])('the health of the sample on %s', (adapter) => {
  let emulator: ScalekitEmulator;
  let sample: Sample;

  beforeAll(async () => {
    emulator = await ScalekitEmulator.start();
    const variables = { HTTP_ADAPTER: adapter, DATABASE_DIR: folder, ...variablesOf(emulator) };
    sample = await Sample.start(variables);
  }, startTimeoutMs);
  afterAll(async () => {
    await sample?.close();
    await emulator?.close();
  });

  it('tells its details while Scalekit is down, where errors are pages elsewhere', async () => {
    await emulator.fail({ on: 'token', status: 503 });
    const { status, scalekit } = await askHealth(sample.url, 'ready');
    expect([status, scalekit['connections']]).toMatchObject([
      503,
      { default: { failure: { upstreamStatus: 503 } } },
    ]);
    expect((await askHealth(sample.url, 'live')).status).toBe(200);
  });
});
