import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import base from '../../jest.config.js';

const folders = (process.env.PATH ?? '').split(delimiter);
const chromium = ['chromium', 'chromium-browser', 'google-chrome']
  .flatMap((name) => folders.map((folder) => join(folder, name)))
  .find((path) => existsSync(path));

if (process.env.CHROMIUM_PATH === undefined && chromium === undefined) {
  const missing = 'no Chromium: install one, or set CHROMIUM_PATH';
  // CI must not take what was skipped for what has passed.
  if (process.env.CI) throw new Error(`The browser tests cannot run: ${missing}`);
  console.warn(`The browser tests are skipped: ${missing}`);
} else {
  // Jest's workers inherit it.
  process.env.CHROMIUM_PATH ??= chromium;
}

/** @type {import('jest').Config} */
export default {
  ...base,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/browser/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  setupFilesAfterEnv: ['<rootDir>/test/browser/support/retry.ts'],
  verbose: true,
  // A browser under it all: half as long again as the other suites have.
  testTimeout: 300_000,
};
