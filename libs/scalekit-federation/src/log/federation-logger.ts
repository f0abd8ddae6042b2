import { Logger } from '@nestjs/common';

/** One thing to be told: its fields for loggers that write JSON, its message for people. */
export interface Told {
  readonly message: string;
}

type Level = 'log' | 'warn' | 'error';

/** Nest's logger, under the name of this module. No login fails because a logger does. */
export class FederationLogger {
  private readonly logger = new Logger('ScalekitFederation');
  private readonly told = new Set<string>();

  log(told: string | Told): void {
    this.write('log', told);
  }

  warn(told: string | Told): void {
    this.write('warn', told);
  }

  /** Says the same thing once: it is about how the app is made, and every login would tell it. */
  warnOnce(told: string | Told): void {
    const line = typeof told === 'string' ? told : told.message;
    if (this.told.has(line)) return;
    this.told.add(line);
    this.warn(told);
  }

  error(told: string | Told): void {
    this.write('error', told);
  }

  /** A logger of the app's own may know text only. */
  private write(level: Level, told: string | Told): void {
    const forms = typeof told === 'string' ? [told] : [told, told.message];
    for (const form of forms) {
      try {
        this.logger[level](form);
        return;
      } catch {
        // Nothing is left to tell it to.
      }
    }
  }
}
