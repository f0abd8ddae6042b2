import { existsSync, readFileSync } from 'node:fs';

/** In this repository the package is built into `dist/libs`, which is beside the built app or above its sources. */
const places = ['../../../../../libs', '../../../../../dist/libs'].map(
  (libs) => new URL(`${libs}/scalekit-federation/esm/browser/index.js`, import.meta.url),
);

/**
 * The script behind `nestjs-scalekit-federation/browser`, which imports nothing.
 *
 * @throws Error that says how to build it
 */
export function readBrowserHelper(): string {
  const place = places.find((url) => existsSync(url));
  if (place === undefined) {
    throw new Error(
      'nestjs-scalekit-federation/browser is not built, which the front end serves. Run: node libs/build.mjs scalekit-federation',
    );
  }
  return readFileSync(place, 'utf8');
}
