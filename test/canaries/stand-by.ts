// Jest runs this before each suite: the lookout stands in all of them, and no suite knows of it.
import path from 'node:path';
import { writeCounts } from './counts.js';
import { Lookout, type Findings } from './lookout.js';
import { watchCalls } from './watch/calls.js';
import { watchChildren } from './watch/children.js';
import { watchNest } from './watch/nest.js';
import { watchOutput } from './watch/output.js';
import { watchTelemetry } from './watch/telemetry.js';

const suite = path.relative(process.cwd(), expect.getState().testPath ?? '');
const lookout = new Lookout(suite);
const ends = [watchOutput(lookout), watchCalls(lookout), watchChildren(lookout)];
watchTelemetry(lookout);

/** What stands beside the sources starts no app. */
const mayHaveApps = !suite.startsWith('libs/');
let joined: Promise<void> | undefined;

/** Once the suite itself has loaded Nest, which is to be seen by what every part of it needs. */
function joinNest(): Promise<void> | undefined {
  if (mayHaveApps && 'getMetadata' in Reflect) joined ??= watchNest(lookout);
  return joined;
}
beforeAll(joinNest);
beforeEach(joinNest);

/** What this door of the lookout is called, for the environment and for its own specs. */
const door = Symbol.for('canaries');

function problemOf({ hits, descriptions }: Findings): Error | undefined {
  if (hits === 0) return undefined;
  const error = new Error(
    `${hits} times a secret stands where others can read it; test/canaries/rules.ts says where it may`,
  );
  error.stack = `Error: ${error.message}\n${descriptions.join('\n')}`;
  return error;
}

Reflect.set(globalThis, door, {
  takeFindings: () => lookout.takeFindings(),
  /** @returns why the suite has failed, if so */
  end: (): Error | undefined => {
    for (const end of ends) end();
    const findings = lookout.takeFindings();
    const folder = process.env['CANARIES_FOLDER'];
    if (folder !== undefined) writeCounts(folder, suite, findings);
    return problemOf(findings);
  },
});
