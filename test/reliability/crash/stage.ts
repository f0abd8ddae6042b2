import type { Ledger } from '../support/scalekit/ledger.js';
import type { ScalekitServer } from '../support/scalekit/scalekit-server.js';
import type { Fleet } from './fleet.js';
import type { RedisProcess } from './redis-process.js';

/** What a crash is played on. */
export interface Stage {
  readonly seed: number;
  readonly fleet: Fleet;
  readonly ledger: Ledger;
  readonly server: ScalekitServer;
  readonly redis: RedisProcess;
}
