import { Inject, Injectable } from '@nestjs/common';
import { HttpService } from '@nestjs/axios';
import { FEDERATION_OPTIONS } from '../options/options.token.js';
import type { Connection, ResolvedOptions } from '../options/resolved-options.js';
import { CircuitBreaker } from './circuit-breaker.js';
import { Tracing } from '../telemetry/tracing.js';
import { SCALEKIT_HTTP_SERVICE } from './scalekit-http.js';
import { ScalekitClient } from './scalekit.client.js';

interface Entry {
  readonly connection: Connection;
  readonly client: ScalekitClient;
}

/**
 * One client, with a token cache of its own, for each connection: tokens never cross. What is down is an
 * environment, so connections to the same one share its circuit breaker.
 */
@Injectable()
export class ScalekitClients {
  private readonly entries: ReadonlyMap<string, Entry>;

  constructor(
    @Inject(FEDERATION_OPTIONS) options: ResolvedOptions,
    @Inject(SCALEKIT_HTTP_SERVICE) http: HttpService,
    tracing: Tracing,
  ) {
    const breakers = new Map<string, CircuitBreaker>();
    this.entries = new Map(
      [...options.connections].map(([name, connection]) => {
        const { environmentUrl } = connection;
        const breaker = breakers.get(environmentUrl) ?? new CircuitBreaker(environmentUrl);
        breakers.set(environmentUrl, breaker);
        return [
          name,
          { connection, client: new ScalekitClient(http, connection, breaker, tracing) },
        ];
      }),
    );
  }

  /** @throws Error that says which names exist */
  of(name: string): Entry {
    const entry = this.entries.get(name);
    if (entry === undefined) {
      const known = [...this.entries.keys()].join(', ');
      // The name may be a visitor's: quoted, it can't write log lines of its own.
      const named = JSON.stringify(name.slice(0, 64));
      throw new Error(
        `There is no Scalekit connection named ${named}. The configured ones are: ${known}`,
      );
    }
    return entry;
  }
}
