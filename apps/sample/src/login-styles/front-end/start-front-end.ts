import type { SampleConfig } from '../../config/sample.config.js';
import { listen, type RunningServer } from '../../http/listen.js';
import { frontEndFiles } from './front-end.files.js';
import { serveFiles } from './serve-files.js';

/**
 * Serves the login page of a front end that is no part of this app: whatever serves yours, a CDN or a
 * server of its own. Both its names are this machine, and two sites to browsers.
 *
 * @returns undefined in production, which has none
 * @throws Error where its port is in use, or the module's helper for browsers is not built
 */
export async function startFrontEnd({
  frontEnd,
}: SampleConfig): Promise<RunningServer | undefined> {
  if (frontEnd === undefined) return undefined;
  const files = frontEndFiles(frontEnd.appUrl);
  return listen(frontEnd.port, () => serveFiles(files));
}
