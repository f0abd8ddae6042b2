import { chromium, type Browser } from 'playwright-core';
import { adapters, type AdapterName } from '../../support/federation-app.js';

/** Jest's configuration has found it, unless there is none. */
const chromiumPath = process.env['CHROMIUM_PATH'];

/** Registers tests for every platform; without a Chromium they are skipped. */
export function describeInChromium(what: string, tests: (adapter: AdapterName) => void): void {
  const run = chromiumPath === undefined ? describe.skip : describe;
  run.each(adapters)(`${what}, on %s`, tests);
}

export function launchChromium(): Promise<Browser> {
  if (chromiumPath === undefined) throw new Error('CHROMIUM_PATH is not set');
  const isRoot = process.getuid?.() === 0;
  return chromium.launch({
    executablePath: chromiumPath,
    args: [
      // Chromium's sandbox refuses to run as root, as containers and CI do.
      ...(isRoot ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
