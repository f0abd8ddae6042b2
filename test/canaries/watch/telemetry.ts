import type { Lookout } from '../lookout.js';
import { everythingOf } from '../shown.js';
import { onCall } from './on-call.js';

/** Under which every copy of OpenTelemetry's API keeps what a suite registers. */
const key = Symbol.for('opentelemetry.js.api.1');

const tellsOfSpans = [
  'setAttribute',
  'setAttributes',
  'addEvent',
  'addLink',
  'recordException',
  'setStatus',
  'updateName',
];

/** Spans and metrics, as they are told to whatever is registered. */
export function watchTelemetry({ see }: Lookout): void {
  const tell = (sink: 'span' | 'metric') => (args: readonly unknown[]) =>
    see({ sink, text: args.map(everythingOf).join(' ') });
  const [ofSpan, ofMetric] = [tell('span'), tell('metric')];

  const watchSpan = (span: unknown): void => {
    if (!isObject(span)) return;
    for (const name of tellsOfSpans) onCall(span, name, { called: ofSpan });
  };
  const watchTracer = (tracer: unknown): void => {
    if (!isObject(tracer)) return;
    onCall(tracer, 'startSpan', { called: ofSpan, returned: watchSpan });
  };
  const watchInstrument = (instrument: unknown): void => {
    if (!isObject(instrument)) return;
    for (const name of ['add', 'record']) onCall(instrument, name, { called: ofMetric });
    for (const name of ['addCallback', 'removeCallback']) {
      onCall(instrument, name, {
        called: (args) => {
          args[0] = seenObserver(args[0]);
        },
      });
    }
  };
  /** The same one for the same callback, or it could not be removed. */
  const seenObservers = new Map<unknown, (result: object) => unknown>();
  const seenObserver = (callback: unknown) => {
    const seen =
      seenObservers.get(callback) ??
      ((result: object): unknown => {
        onCall(result, 'observe', { called: ofMetric });
        return (callback as (result: object) => unknown)(result);
      });
    seenObservers.set(callback, seen);
    return seen;
  };
  const watchMeter = (meter: unknown): void => {
    if (!isObject(meter)) return;
    for (const name of methodsOf(meter).filter((method) => method.startsWith('create'))) {
      onCall(meter, name, { called: ofMetric, returned: watchInstrument });
    }
  };
  let registered: unknown;
  Object.defineProperty(globalThis, key, {
    configurable: true,
    get: () => {
      const { trace, metrics } = (registered ?? {}) as { trace?: unknown; metrics?: unknown };
      if (isObject(trace)) onCall(trace, 'getTracer', { returned: watchTracer });
      if (isObject(metrics)) onCall(metrics, 'getMeter', { returned: watchMeter });
      return registered;
    },
    set: (value: unknown) => {
      registered = value;
    },
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function methodsOf(value: object): string[] {
  const prototype = Reflect.getPrototypeOf(value);
  const inherited =
    prototype === null || prototype === Object.prototype ? [] : methodsOf(prototype);
  return [...Object.getOwnPropertyNames(value), ...inherited];
}
