import type { FederationEvent, FederationEventName } from './federation-event.js';

const sayings: Readonly<Record<FederationEventName, string>> = {
  captured: 'login request captured',
  notCaptured: 'login request not captured',
  asked: 'login request awaits confirmation',
  confirmed: 'login request confirmed',
  switched: 'login request goes to another account',
  notSignedIn: 'login request still open, nobody signed in',
  handedOff: 'login request handed off',
  rejected: 'login request rejected',
  refused: 'login request refused',
  expired: 'login request expired',
  disconnected: 'app disconnected',
};

/**
 * The line of an event, for people.
 *
 * @param detail a sentence that says more, and stands in the place of the figures
 */
export function lineOf(event: FederationEvent, detail?: string): string {
  const { sub, connection, authRequestId, txn, client, reason } = event;
  const known = [
    field('sub', sub && JSON.stringify(sub)),
    field('connection', connection),
    field('auth_request_id', authRequestId),
    field('txn', txn),
    field('client', client && JSON.stringify(client)),
    field('reason', reason),
  ];
  const { status, attempts, ms } = event;
  const figures = [
    field('status', status),
    field('attempts', (attempts ?? 0) > 1 ? attempts : undefined),
    field('ms', ms),
  ];
  const fields = detail === undefined ? [...known, ...figures] : known;
  const line = sayings[event.event] + fields.join('');
  return detail === undefined ? line : `${line}: ${detail}`;
}

function field(name: string, value: string | number | undefined): string {
  return value === undefined || value === '' ? '' : ` ${name}=${value}`;
}
