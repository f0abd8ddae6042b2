import { context, metrics, trace, type Span } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  InstrumentType,
  MeterProvider,
  PeriodicExportingMetricReader,
  type MetricData,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type ReadableSpan,
} from '@opentelemetry/sdk-trace-base';
import type { INestApplication } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { AdapterName } from './federation-app.js';

/** What happened since the last export, but how many there are of what goes up and down. */
class SinceLastExport extends InMemoryMetricExporter {
  override selectAggregationTemporality(type: InstrumentType): AggregationTemporality {
    return type === InstrumentType.OBSERVABLE_UP_DOWN_COUNTER
      ? AggregationTemporality.CUMULATIVE
      : AggregationTemporality.DELTA;
  }
}

/** An OpenTelemetry SDK that keeps what it is given, registered as an app does it. */
export class Telemetry {
  readonly #spans = new InMemorySpanExporter();
  readonly #metrics = new SinceLastExport(AggregationTemporality.DELTA);
  readonly #meters = new MeterProvider({
    // Exports when a test asks, never by itself.
    readers: [
      new PeriodicExportingMetricReader({
        exporter: this.#metrics,
        exportIntervalMillis: 2 ** 30,
        exportTimeoutMillis: 2 ** 30,
      }),
    ],
  });

  register(): void {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    trace.setGlobalTracerProvider(
      new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(this.#spans)] }),
    );
    metrics.setGlobalMeterProvider(this.#meters);
  }

  async close(): Promise<void> {
    await this.#meters.shutdown();
    Telemetry.unregister();
  }

  static unregister(): void {
    for (const global of [context, trace, metrics]) global.disable();
  }

  async reset(): Promise<void> {
    this.#spans.reset();
    await this.metrics();
  }

  /** Those that have ended, of one name or all. */
  spans(name?: string): ReadableSpan[] {
    const spans = this.#spans.getFinishedSpans();
    return name === undefined ? spans : spans.filter((span) => span.name === name);
  }

  /** Those that were measured since the last call. */
  async metrics(): Promise<MetricData[]> {
    await this.#meters.forceFlush();
    const exported = this.#metrics.getMetrics();
    this.#metrics.reset();
    return exported
      .flatMap(({ scopeMetrics }) => scopeMetrics.flatMap((scope) => scope.metrics))
      .filter(({ dataPoints }) => dataPoints.length > 0);
  }
}

/** A span around every HTTP request, as the instrumentation of HTTP makes it. */
export function traceHttp(app: INestApplication, adapter: AdapterName): void {
  const within = (next: () => void): Span => {
    const span = trace.getTracer('http').startSpan('HTTP');
    context.with(trace.setSpan(context.active(), span), next);
    return span;
  };
  type Answer = { once(event: 'finish', listener: () => void): unknown };
  const begin = (answer: Answer, next: () => void): void => {
    const span = within(next);
    answer.once('finish', () => span.end());
  };
  if (adapter === 'express') {
    app.use((_request: unknown, answer: Answer, next: () => void) => begin(answer, next));
    return;
  }
  const fastify = (app as NestFastifyApplication).getHttpAdapter().getInstance();
  fastify.addHook('preValidation', (_request, reply, done) => begin(reply.raw, done));
}
