import { CircusRunner, type RunnerOptions } from './circus-runner.js';

const create = (options: { circus: RunnerOptions }) => new CircusRunner(options.circus);

/** What Stryker looks for in a plugin: it injects its options. */
export const strykerPlugins = [
  { kind: 'TestRunner', name: 'circus', factory: Object.assign(create, { inject: ['options'] }) },
];
