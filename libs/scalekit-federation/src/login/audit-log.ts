import { Inject, Injectable, Logger } from '@nestjs/common';
import { createHash } from 'node:crypto';
import {
  FederationInternalError,
  TooManyRejectionsError,
  type FederationError,
} from '../errors/federation-errors.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { ResolvedOptions } from '../options/resolved-options.js';

/** What comes with no quiet minute between is one burst, and told once. */
const quietMs = 60_000;

/** Tells the first of a burst from the others. */
export class Bursts {
  private last = -Infinity;

  begins(now: number): boolean {
    const isFirst = now - this.last >= quietMs;
    this.last = now;
    return isFirst;
  }
}

/** What happened to a login request. */
export type AuditEvent =
  | 'captured'
  | 'awaits confirmation'
  | 'confirmed'
  | 'handed off'
  | 'rejected'
  | 'expired'
  | 'refused';

/** What an audit line may name: never an e-mail address, `state` or login request id. */
export interface AuditDetails {
  /** Its name in the options; the line shows the id that Scalekit knows it by. */
  readonly connection?: string;
  readonly txn?: string | undefined;
  readonly sub?: string | undefined;
  readonly authRequestId?: string | undefined;
  /** The code of the error that refused it. */
  readonly reason?: string;
}

/** An app that somebody had connected. */
export interface DisconnectedApp {
  readonly connection: string;
  readonly sub: string;
  readonly clientId: string;
}

/** One line per step of a login request, through Nest's Logger. */
@Injectable()
export class AuditLog {
  private readonly logger = new Logger('ScalekitFederation');
  private readonly crowds = new Bursts();
  private readonly told = new WeakSet<FederationError>();

  constructor(@Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions) {}

  write(event: AuditEvent, details: AuditDetails): void {
    const line = this.lineOf(event, details);
    if (event === 'refused' || event === 'expired') this.logger.warn(line);
    else this.logger.log(line);
  }

  /** A connected app has been disconnected; this is about no login request. */
  disconnected({ connection, sub, clientId }: DisconnectedApp): void {
    this.logger.log(
      'app disconnected' +
        field('sub', JSON.stringify(withoutAddress(sub))) +
        field('connection', this.options.connections.get(connection)?.connectionId) +
        field('client', JSON.stringify(clientId.slice(0, 128))),
    );
  }

  /**
   * One line for each failure, with its cause: whoever meets the same error later tells nothing more.
   *
   * @param details left out where no login request is known
   */
  failed(error: FederationError, details?: AuditDetails): void {
    if (this.told.has(error)) return;
    this.told.add(error);
    if (error instanceof TooManyRejectionsError && !this.crowds.begins(performance.now())) return;
    const { code: reason, message } = error;
    const line = details
      ? `${this.lineOf('refused', { ...details, reason })}: ${message}`
      : message;
    if (error instanceof FederationInternalError) {
      this.logger.error(`${line}\n${FederationInternalError.traceOf(error)}`);
    } else if (error.getStatus() >= 500) this.logger.error(line);
    else this.logger.warn(line);
  }

  private lineOf(event: AuditEvent, details: AuditDetails): string {
    const { connection = '', txn, sub, authRequestId, reason } = details;
    return (
      `login request ${event}` +
      field('sub', sub && JSON.stringify(withoutAddress(sub))) +
      field('connection', this.options.connections.get(connection)?.connectionId) +
      field('auth_request_id', authRequestId) +
      field('txn', txn) +
      field('reason', reason)
    );
  }
}

function field(name: string, value: string | undefined): string {
  return value === undefined ? '' : ` ${name}=${value}`;
}

/** Some apps use the e-mail address as `sub`; the log tells such people apart without naming them. */
function withoutAddress(sub: string): string {
  if (!sub.includes('@')) return sub;
  return `sha256:${createHash('sha256').update(sub).digest('hex').slice(0, 16)}`;
}
