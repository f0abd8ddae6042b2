import type { Attributes, Span } from '@opentelemetry/api';
import { asFederationError } from '../errors/federation-internal.error.js';
import { factsOf as factsOfFailure } from '../events/failure.js';
import type { OpenTelemetryApi } from './open-telemetry-api.js';
import { attributes, known, instrumentationName, spanNames } from './names.js';
import type { NeverFails } from './never-fails.js';
import type { Tracer, Work, WorkFacts } from './tracing.js';

/** Where a span's work has ended, for metrics. */
export type WorkEnded = (work: Work, facts: WorkFacts) => void;

/** Runs work within a span: a child of the active one, and itself active while the work runs. */
export class Spans implements Tracer {
  constructor(
    private readonly api: OpenTelemetryApi,
    private readonly neverFails: NeverFails,
    private readonly connectionIdOf: (name: string) => string | undefined,
    private readonly ended: WorkEnded,
  ) {}

  async run<Result>(
    work: Work,
    task: () => Promise<Result>,
    factsOf: (result: Result) => WorkFacts,
  ): Promise<Result> {
    const span = this.neverFails.run(() => this.start(work));
    let result: Result;
    try {
      result = await this.within(span, task);
    } catch (error) {
      // An exception of its own would hold the message, and with it an address or a token.
      const failure = asFederationError(error);
      const { attempts } = factsOfFailure(failure);
      this.end(span, work, { attempts, error: failure.code });
      throw error;
    }
    this.end(span, work, this.neverFails.run(() => factsOf(result)) ?? {});
    return result;
  }

  private start(work: Work): Span {
    const tracer = this.api.trace.getTracer(instrumentationName);
    return tracer.startSpan(spanNames[work.name], { attributes: this.attributesOf(work) });
  }

  /** Whatever fails around the task, it runs, and once. */
  private within<Result>(span: Span | undefined, task: () => Promise<Result>): Promise<Result> {
    if (span === undefined) return task();
    const runs: Promise<Result>[] = [];
    const { context, trace } = this.api;
    this.neverFails.run(() =>
      context.with(trace.setSpan(context.active(), span), () => {
        runs.push((async () => task())());
      }),
    );
    return runs[0] ?? task();
  }

  private end(span: Span | undefined, work: Work, facts: WorkFacts): void {
    this.ended(work, facts);
    this.neverFails.run(() => {
      // Without an SDK there is nothing to tell.
      if (!span?.isRecording()) return;
      span.setAttributes(this.attributesOf(facts));
      if (facts.error !== undefined) span.setStatus({ code: this.api.SpanStatusCode.ERROR });
    });
    this.neverFails.run(() => span?.end());
  }

  private attributesOf({ connection, txn, attempts, end, error }: WorkFacts): Attributes {
    const connectionId = connection === undefined ? undefined : this.connectionIdOf(connection);
    return known({
      [attributes.connection]: connectionId,
      [attributes.txn]: txn,
      [attributes.attempts]: attempts,
      [attributes.end]: end,
      [attributes.errorType]: error,
    });
  }
}
