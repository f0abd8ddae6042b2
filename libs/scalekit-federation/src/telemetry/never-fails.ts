import { traceWithoutMessage } from '../errors/federation-internal.error.js';
import { FederationLogger } from '../log/federation-logger.js';

/** Calls the app's telemetry, whose failures are told once and are never a login's. */
export class NeverFails {
  private readonly logger = new FederationLogger();
  private isTold = false;

  /** @returns undefined where the call fails */
  run<Result>(call: () => Result): Result | undefined {
    try {
      return call();
    } catch (error) {
      this.tell(error);
      return undefined;
    }
  }

  private tell(error: unknown): void {
    if (this.isTold) return;
    this.isTold = true;
    this.logger.warn(
      `OpenTelemetry failed, so metrics or spans are missing. Logins go on. Check the SDK that this app registers, and that @opentelemetry/api is 1.9 or later: ${traceWithoutMessage(error)}`,
    );
  }
}
