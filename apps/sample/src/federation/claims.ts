import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import type { ClaimStore } from 'nestjs-scalekit-federation';
import { redisClaims } from 'nestjs-scalekit-federation/redis';
import { createClient } from 'redis';
import { sampleConfig, type SampleConfig } from '../config/sample.config.js';

/** Which account answered which login request, for all processes of this app; without Redis each has its own. */
@Injectable()
export class Claims implements OnApplicationShutdown {
  readonly store: ClaimStore | undefined;
  readonly #close: () => void = () => undefined;

  constructor(@Inject(sampleConfig.KEY) { redisUrl }: SampleConfig) {
    if (!redisUrl) return;
    // Who signs in is told at once that Redis is down, instead of waiting for it.
    const client = createClient({ url: redisUrl, disableOfflineQueue: true });
    let isTold = false;
    client.on('ready', () => (isTold = false));
    client.on('error', ({ message, code }: NodeJS.ErrnoException) => {
      // It comes with every attempt to connect.
      if (!isTold) new Logger(Claims.name).warn(`Redis cannot be reached: ${message || code}`);
      isTold = true;
    });
    client.connect().catch(() => undefined);
    this.store = redisClaims(client);
    this.#close = () => client.destroy();
  }

  onApplicationShutdown(): void {
    this.#close();
  }
}
