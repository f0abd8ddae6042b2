import type { LoggerService } from '@nestjs/common';

/** Keeps every log line, for tests that read the audit trail or look for secrets in it. */
export class CapturedLogger implements LoggerService {
  readonly lines: string[] = [];

  log(message: unknown): void {
    this.lines.push(`LOG ${String(message)}`);
  }

  warn(message: unknown): void {
    this.lines.push(`WARN ${String(message)}`);
  }

  error(message: unknown): void {
    this.lines.push(`ERROR ${String(message)}`);
  }

  /** The audit lines, without what Nest says of itself. */
  get audit(): string[] {
    return this.lines.filter((line) => line.includes('login request '));
  }
}
