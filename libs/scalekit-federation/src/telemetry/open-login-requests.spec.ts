import type { FederationEventName } from '../events/federation-event.js';
import { OpenLoginRequests } from './open-login-requests.js';

const ttlSeconds = 540;
let open: OpenLoginRequests;

beforeEach(() => {
  open = new OpenLoginRequests(ttlSeconds);
});

/** Some seconds ago. */
function tell(event: FederationEventName, txn?: string, connection = 'conn_1', ago = 0): void {
  const at = new Date(Date.now() - ago * 1000).toISOString();
  open.learn({ event, at, connection, ...(txn !== undefined && { txn }) });
}

it('those that were captured are open, each for its connection', () => {
  tell('captured', 'a');
  tell('captured', 'b');
  tell('captured', 'c', 'conn_2');
  tell('captured', 'a');
  expect([open.countOf('conn_1'), open.countOf('conn_2'), open.countOf('conn_3')]).toEqual([
    2, 1, 0,
  ]);
});

it.each(['handedOff', 'rejected', 'expired'] as const)('they end when one is %s', (event) => {
  tell('captured', 'a');
  tell('captured', 'b');
  tell(event, 'a');
  expect(open.countOf('conn_1')).toBe(1);
});

it.each(['asked', 'refused', 'notSignedIn', 'switched', 'notCaptured'] as const)(
  'they stay open when one is %s',
  (event) => {
    tell('captured', 'a');
    tell(event, 'a');
    tell(event, 'b');
    expect(open.countOf('conn_1')).toBe(1);
  },
);

it('one without a name is none', () => {
  tell('captured');
  expect(open.countOf('conn_1')).toBe(0);
});

it.each([
  [ttlSeconds - 5, 1],
  [ttlSeconds + 5, 0],
])('they end with their time: after %i s there are %i', (ago, count) => {
  tell('captured', 'a', 'conn_1', ago);
  expect(open.countOf('conn_1')).toBe(count);
});

it('the oldest is forgotten where there are more than one process has people for', () => {
  for (let at = 0; at <= 10_000; at += 1)
    tell('captured', `txn ${at}`, at === 0 ? 'first' : 'conn');
  expect([open.countOf('first'), open.countOf('conn')]).toEqual([0, 10_000]);
});
