import type { SampleConfig } from '../config/sample.config.js';

/** Helmet's defaults, but for what holds behind https only. */
export function helmetOptions({ publicUrl }: SampleConfig) {
  // WebKit upgrades even localhost: a form would go to a port that speaks no TLS.
  const upgradeInsecureRequests: [] | null = publicUrl.startsWith('https:') ? [] : null;
  return { contentSecurityPolicy: { directives: { upgradeInsecureRequests } } };
}
