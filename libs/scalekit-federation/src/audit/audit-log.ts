import { Inject, Injectable, Logger } from '@nestjs/common';
import { createHash } from 'node:crypto';
import { FEDERATION_OPTIONS } from '../federation.tokens.js';
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
  readonly txn?: string;
  readonly sub?: string;
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
    const connection = this.options.connections.get(details.connection ?? '')?.connectionId;
    const line = auditLine(event, { ...details, connection });
    if (event === 'refused' || event === 'expired') this.logger.warn(line);
    else this.logger.log(line);
  }
}

function auditLine(
  event: AuditEvent,
  details: Omit<AuditDetails, 'connection'> & { connection: string | undefined },
): string {
  const { connection, txn, sub, authRequestId, reason } = details;
  return [
    `login request ${event}`,
    ...(sub === undefined ? [] : [`sub=${JSON.stringify(withoutAddress(sub))}`]),
    ...(connection === undefined ? [] : [`connection=${connection}`]),
    ...(authRequestId === undefined ? [] : [`auth_request_id=${authRequestId}`]),
    ...(txn === undefined ? [] : [`txn=${txn}`]),
    ...(reason === undefined ? [] : [`reason=${reason}`]),
  ].join(' ');
}

/** Some apps use the e-mail address as `sub`; the log tells such people apart without naming them. */
function withoutAddress(sub: string): string {
  if (!sub.includes('@')) return sub;
  return `sha256:${createHash('sha256').update(sub).digest('hex').slice(0, 16)}`;
}
