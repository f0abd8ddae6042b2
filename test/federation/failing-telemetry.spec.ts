import {
  context,
  createNoopMeter,
  INVALID_SPAN_CONTEXT,
  metrics,
  ROOT_CONTEXT,
  trace,
  type ContextManager,
  type Meter,
  type Span,
  type Tracer,
} from '@opentelemetry/api';
import { adapters } from '../support/federation-app.js';
import { Telemetry } from '../support/telemetry.js';
import { alice, World } from '../support/world.js';

const hurt = (): never => {
  throw new Error('canary');
};

const hurtfulSpan: Span = Object.assign(trace.wrapSpanContext(INVALID_SPAN_CONTEXT), {
  setAttributes: hurt,
  setStatus: hurt,
  end: hurt,
});
const useTracer = (startSpan: () => Span) => {
  const tracer: Tracer = { startSpan, startActiveSpan: hurt };
  trace.setGlobalTracerProvider({ getTracer: () => tracer });
};

const useManager = (run: ContextManager['with']) => {
  const manager: ContextManager = {
    active: () => ROOT_CONTEXT,
    with: run,
    bind: (_context, target) => target,
    enable: () => manager,
    disable: () => manager,
  };
  context.setGlobalContextManager(manager);
  useTracer(() => trace.wrapSpanContext(INVALID_SPAN_CONTEXT));
};

const instrument = { add: hurt, record: hurt };
const hurtfulMeter = (): Meter =>
  Object.assign(Object.create(createNoopMeter()) as Meter, {
    createCounter: () => instrument,
    createHistogram: () => instrument,
  });

describe.each(adapters)('a failure of OpenTelemetry, on %s,', (adapter) => {
  let world: World | undefined;

  beforeEach(() => Telemetry.unregister());
  afterEach(() => world?.close());
  afterAll(() => Telemetry.unregister());

  it.each<[what: string, use: () => void]>([
    ['a provider of tracers', () => trace.setGlobalTracerProvider({ getTracer: hurt })],
    ['a tracer', () => useTracer(hurt)],
    ['a span', () => useTracer(() => hurtfulSpan)],
    ['a context manager', () => useManager(hurt)],
    [
      'a context manager, once the work has begun,',
      () =>
        useManager((_context, run, self, ...values) => {
          Reflect.apply(run, self, values);
          return hurt();
        }),
    ],
    ['a provider of meters', () => metrics.setGlobalMeterProvider({ getMeter: hurt })],
    ['an instrument', () => metrics.setGlobalMeterProvider({ getMeter: hurtfulMeter })],
  ])(
    'is no login’s, and none of the boot: %s throws, and the log says so, once',
    async (_, use) => {
      use();
      world = await World.start({ adapter, options: {} });
      const { browser, page } = await world.startLogin();
      const handedOff = await browser.submitForm(page, alice);
      await new Promise((resolve) => setImmediate(resolve));
      expect(handedOff.refresh).toContain('partner:callback');
      expect(await world.pushes()).toHaveLength(1);
      const warnings = world.app.log.lines.filter((line) => /OpenTelemetry|Events/.test(line));
      expect(warnings).toEqual([expect.stringMatching(/^WARN OpenTelemetry failed, /)]);
      expect(warnings.join('')).not.toContain('canary');
    },
  );
});
