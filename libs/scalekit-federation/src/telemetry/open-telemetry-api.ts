import { traceWithoutMessage } from '../errors/federation-internal.error.js';
import { FederationLogger } from '../log/federation-logger.js';

/** The package, as far as it is used here. */
export type OpenTelemetryApi = Pick<
  typeof import('@opentelemetry/api'),
  'context' | 'metrics' | 'trace' | 'SpanStatusCode'
>;

/**
 * The app's `@opentelemetry/api`, if it has one. It is named within the `try`, where bundlers take it
 * along if it is there, and do without it if not.
 *
 * @returns undefined where there is none; the log says so of one that cannot be loaded
 */
export async function openTelemetryApi(): Promise<OpenTelemetryApi | undefined> {
  try {
    return await import('@opentelemetry/api');
  } catch (error) {
    if (!isAbsent(error)) {
      new FederationLogger().warn(
        `@opentelemetry/api is installed and cannot be loaded, so there are no metrics and no spans. Logins go on. Install it anew: ${traceWithoutMessage(error)}`,
      );
    }
    return undefined;
  }
}

/** What is missing inside of the package is another matter. */
function isAbsent(error: unknown): boolean {
  if (!(error instanceof Error) || !('code' in error)) return false;
  const isMissing = error.code === 'ERR_MODULE_NOT_FOUND' || error.code === 'MODULE_NOT_FOUND';
  return isMissing && /@opentelemetry\/api(?![\w/\\-])/.test(error.message);
}
