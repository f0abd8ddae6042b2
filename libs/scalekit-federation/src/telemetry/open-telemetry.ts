import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { FederationEvents } from '../events/federation-events.js';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { ResolvedOptions } from '../options/resolved-options.js';
import { Metrics } from './metrics.js';
import { instrumentationName } from './names.js';
import { NeverFails } from './never-fails.js';
import { openTelemetryApi, type OpenTelemetryApi } from './open-telemetry-api.js';
import { OpenLoginRequests } from './open-login-requests.js';
import { Spans } from './spans.js';
import { Tracing } from './tracing.js';

/** Metrics and spans for apps that have `@opentelemetry/api`; nothing at all for others. */
@Injectable()
export class OpenTelemetry implements OnModuleInit, OnApplicationShutdown {
  private readonly neverFails = new NeverFails();
  private readonly ends: (() => void)[] = [];

  constructor(
    @Inject(FEDERATION_OPTIONS) private readonly options: ResolvedOptions,
    private readonly events: FederationEvents,
    private readonly tracing: Tracing,
  ) {}

  async onModuleInit(): Promise<void> {
    const api = await openTelemetryApi();
    if (api !== undefined) this.bind(api);
  }

  onApplicationShutdown(): void {
    for (const end of this.ends.splice(0)) this.neverFails.run(end);
  }

  private bind(api: OpenTelemetryApi): void {
    const { connections, loginRequestTtlSeconds } = this.options;
    const ids = new Set([...connections.values()].map(({ connectionId }) => connectionId));
    const idOf = (name: string): string | undefined => connections.get(name)?.connectionId;
    const open = new OpenLoginRequests(loginRequestTtlSeconds);
    const metrics = this.neverFails.run(
      () => new Metrics(api.metrics.getMeter(instrumentationName), open, ids),
    );
    const spans = new Spans(api, this.neverFails, idOf, ({ name, connection = '' }, { error }) => {
      if (name !== 'token') return;
      this.neverFails.run(() => metrics?.tokenFetched(idOf(connection), error));
    });
    const unsubscribe = this.events.subscribe((event) => {
      open.learn(event);
      this.neverFails.run(() => metrics?.learn(event));
    });
    this.tracing.use(spans);
    this.ends.push(
      unsubscribe,
      () => this.tracing.use(undefined),
      () => metrics?.end(),
    );
  }
}
