import { Inject, Injectable, Logger } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { ResolvedOptions } from '../options/resolved-options.js';

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

/** One line per step of a login request, through Nest's Logger. */
@Injectable()
export class AuditLog {
  private readonly logger = new Logger('ScalekitFederation');

  constructor(@Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions) {}

  write(event: AuditEvent, details: AuditDetails): void {
    const { connection = '', txn, sub, authRequestId, reason } = details;
    const line =
      `login request ${event}` +
      field('sub', sub && JSON.stringify(withoutAddress(sub))) +
      field('connection', this.options.connections.get(connection)?.connectionId) +
      field('auth_request_id', authRequestId) +
      field('txn', txn) +
      field('reason', reason);
    if (event === 'refused' || event === 'expired') this.logger.warn(line);
    else this.logger.log(line);
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
