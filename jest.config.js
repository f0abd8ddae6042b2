import { tmpdir } from 'node:os';
import { join } from 'node:path';

// Where the lookouts of all suites count; Jest's workers inherit the variable. Whoever sets it keeps the counts.
const keeps = 'CANARIES_FOLDER' in process.env;
const folder = (process.env.CANARIES_FOLDER ??= join(tmpdir(), `canaries-${process.pid}`));

/** @type {import('jest').Config} */
export default {
  // Two workers on two cores: Jest's own default there is one, and takes twice as long.
  maxWorkers: 2,
  // ECMAScript modules of a suite that is over stay in memory; a worker that holds too many is replaced.
  workerIdleMemoryLimit: '2GB',
  // A lookout for secrets stands in every suite.
  testEnvironment: '<rootDir>/test/canaries/environment.cjs',
  setupFilesAfterEnv: ['<rootDir>/test/canaries/stand-by.ts'],
  reporters: ['default', ['<rootDir>/test/canaries/reporter.cjs', { folder, keeps }]],
  testMatch: ['<rootDir>/{libs,apps}/*/src/**/*.spec.ts', '<rootDir>/test/**/*.spec.ts'],
  // They have configurations of their own: the first needs a Chromium (`npm run test:browser`), the
  // second takes its time (`npm run test:attacks`).
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/browser/', '<rootDir>/test/attacks/'],
  extensionsToTreatAsEsm: ['.ts'],
  moduleNameMapper: {
    '^nestjs-scalekit-federation$': '<rootDir>/libs/scalekit-federation/src/index.ts',
    '^nestjs-scalekit-federation/(passport|browser|redis|health)$':
      '<rootDir>/libs/scalekit-federation/src/$1/index.ts',
    // Built by `pretest`: it runs in a worker thread, which loads JavaScript only.
    '^scalekit-emulator$': '<rootDir>/dist/libs/scalekit-emulator/esm/index.js',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          keepClassNames: true,
          parser: { syntax: 'typescript', decorators: true },
          transform: { legacyDecorator: true, decoratorMetadata: true },
        },
        module: { type: 'es6' },
      },
    ],
  },
  // The built packages carry the names of their sources.
  modulePathIgnorePatterns: ['<rootDir>/dist/libs/[^/]+/package.json'],
  // For what hangs, not for what is slow: a busy machine takes ten times as long.
  testTimeout: 200_000,
};
