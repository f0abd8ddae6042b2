import { existsSync, readFileSync } from 'node:fs';

/** Built with the apps into `dist/libs`, which is beside the built app or above its sources. */
const places = ['../../../../../libs', '../../../../../dist/libs'].map(
  (libs) => new URL(`${libs}/scalekit-federation/src/browser/index.js`, import.meta.url),
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
      'nestjs-scalekit-federation/browser is not built, which the front end serves. Run: npm run build',
    );
  }
  return readFileSync(place, 'utf8');
}
