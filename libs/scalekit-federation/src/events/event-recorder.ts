import { Inject, Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { createHash } from 'node:crypto';
import type { FederationError } from '../errors/federation-errors.js';
import { FederationLogger } from '../log/federation-logger.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { lineOf } from './event-line.js';
import { detailOf, factsOf, kindOf, linesOf } from './failure.js';
import type { EventFacts, FederationEvent, FederationEventName } from './federation-event.js';
import { FederationEvents } from './federation-events.js';
import { LogEntry, type Summary } from './log-entry.js';
import { RepeatedFailures, summaryMs } from './repeated-failures.js';

const warnings: readonly FederationEventName[] = ['notCaptured', 'refused', 'expired'];

/** Says what happened: to whoever listens, and in the log, which is written from the same event. */
@Injectable()
export class EventRecorder implements BeforeApplicationShutdown {
  private readonly logger = new FederationLogger();
  private readonly repeated = new RepeatedFailures();
  private readonly told = new WeakSet<FederationError>();

  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    private readonly events: FederationEvents,
  ) {}

  /** @param facts.connection its name in the options; the event has the id */
  record(name: FederationEventName, facts: EventFacts): void {
    const event = this.publish(name, facts);
    const entry = new LogEntry(event, lineOf(event));
    if (warnings.includes(name)) this.logger.warn(entry);
    else this.logger.log(entry);
  }

  /** For what has a line of its own in the log, or none. */
  publish(name: FederationEventName, facts: EventFacts): FederationEvent {
    const event = Object.freeze(this.eventOf(name, facts));
    this.events.publish(event);
    return event;
  }

  /**
   * One event for each failure, with its cause: whoever meets the same error later tells nothing more.
   * Outages are summed up in the log.
   */
  failed(error: FederationError, facts: EventFacts = {}): void {
    if (this.told.has(error)) return;
    this.told.add(error);
    const event = this.publish('refused', { ...facts, ...factsOf(error) });
    const detail = detailOf(error);
    const isOutage = error.getStatus() >= 500;
    const level = isOutage ? 'error' : 'warn';
    const tell = (summary: Summary): void => this.tellRepeated(event, detail, summary);
    const kind = kindOf(error, event);
    const isAlone =
      !isOutage || this.repeated.isToldAlone(kind, linesOf(error), affectedBy(event), tell);
    if (isAlone) this.logger[level](new LogEntry(event, lineOf(event, detail)));
  }

  beforeApplicationShutdown(): void {
    this.repeated.end();
  }

  private tellRepeated(like: FederationEvent, detail: string, { count, affected }: Summary): void {
    const {
      txn: _first,
      sub: _other,
      client: _app,
      authRequestId: _id,
      attempts: _tries,
      ms: _time,
      ...kind
    } = like;
    const event = { ...kind, at: new Date().toISOString(), count, affected };
    const [what = ''] = detail.split('\n', 1);
    const often = `${count} more in the last ${summaryMs / 1000} s, such as: ${what}`;
    const whom = affected.length === 0 ? '' : ` Affected: ${affected.join(', ')}`;
    this.logger.error(new LogEntry(event, lineOf(event, often + whom)));
  }

  private eventOf(name: FederationEventName, facts: EventFacts): FederationEvent {
    const { connection: connectionName = '', sub } = facts;
    const connection = this.options.connections.get(connectionName)?.connectionId;
    const known = { ...facts, connection, sub: sub && withoutAddress(sub) };
    const event: Record<string, unknown> = { event: name, at: new Date().toISOString() };
    for (const [fact, value] of Object.entries(known)) {
      if (value !== undefined) event[fact] = value;
    }
    return event as unknown as FederationEvent;
  }
}

function affectedBy({ txn, sub }: FederationEvent): string {
  return [txn, sub].filter((known) => known !== undefined).join(' ');
}

/** Some apps use the e-mail address as `sub`; the log tells such people apart without naming them. */
function withoutAddress(sub: string): string {
  if (!sub.includes('@')) return sub;
  return `sha256:${createHash('sha256').update(sub).digest('hex').slice(0, 16)}`;
}
