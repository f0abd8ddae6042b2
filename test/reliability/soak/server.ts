// Scalekit in a process of its own, which answers whatever comes: its memory is nobody's concern.
import { answerParent } from '../../bench/worker.js';
import { Ledger, type LoginRequestEntry } from '../support/scalekit/ledger.js';
import { ScalekitServer } from '../support/scalekit/scalekit-server.js';

/** Knows every login request by its id, which names the connection: `lri_c3_700`. */
class BoundlessLedger extends Ledger {
  taken = 0;

  override find(id: string): LoginRequestEntry | undefined {
    const [, connection] = /^lri_(c\d+)_/.exec(id) ?? [];
    if (connection === undefined) return undefined;
    this.taken += 1;
    return { id, state: '', connection, accepted: [], rejections: 0, pushes: 0 };
  }
}

const ledger = new BoundlessLedger('soak');
const server = await new ScalekitServer(ledger).start();

const handlers = {
  async url() {
    return server.url;
  },
  /** Pushes so far, whole or not, and what was none. */
  async counts() {
    const { taken, wrongPushes, astray } = ledger;
    return { taken, wrong: wrongPushes.length + astray.length };
  },
};
export type ServerHandlers = typeof handlers;

answerParent(handlers);
