import base from '../../../jest.config.js';

/** Of the library without a rule. */
const sources = process.env.LIBRARY_SOURCES;
const moduleNameMapper = Object.fromEntries(
  Object.entries(base.moduleNameMapper).map(([name, file]) => [
    name,
    file.replace('<rootDir>/libs/scalekit-federation/src', sources),
  ]),
);

/** @type {import('jest').Config} */
export default {
  ...base,
  rootDir: '../../..',
  testMatch: ['<rootDir>/test/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  moduleNameMapper,
  maxWorkers: 1,
  // What hangs without a rule is a failure like every other.
  testTimeout: 20_000,
};
