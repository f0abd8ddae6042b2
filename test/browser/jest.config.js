import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import base from '../../jest.config.js';

const folders = (process.env.PATH ?? '').split(delimiter);
const findProgram = (...names) =>
  names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .find((path) => existsSync(path));

/** Jest's workers inherit the variable. CI must not take what was skipped for what has passed. */
function needs(browser, variable, path, remedy) {
  if (process.env[variable] === undefined && path === undefined) {
    const missing = `no ${browser}: ${remedy}`;
    if (process.env.CI) throw new Error(`The tests in a browser cannot run: ${missing}`);
    console.warn(`The tests in ${browser} are skipped: ${missing}`);
  } else process.env[variable] ??= path;
}

const chromium = findProgram('chromium', 'chromium-browser', 'google-chrome');
needs('Chromium', 'CHROMIUM_PATH', chromium, 'install one, or set CHROMIUM_PATH');
const webkit = findProgram('Xvfb') && findProgram('WebKitWebDriver');
needs('WebKit', 'WEBKIT_DRIVER_PATH', webkit, "install Debian's webkit2gtk-driver and xvfb");

/** @type {import('jest').Config} */
export default {
  ...base,
  rootDir: '../..',
  testMatch: ['<rootDir>/test/browser/**/*.spec.ts'],
  testPathIgnorePatterns: ['/node_modules/'],
  setupFilesAfterEnv: [...base.setupFilesAfterEnv, '<rootDir>/test/browser/support/retry.ts'],
  verbose: true,
  // A browser under it all: half as long again as the other suites have.
  testTimeout: 300_000,
};
