import { lineOf } from './event-line.js';

const at = '2026-11-26T10:02:00.000Z';
const known = { at, connection: 'conn_1', txn: 'AAAAAAAAAAAAAAAA' };

describe('the log says', () => {
  it.each([
    [
      { event: 'captured', ...known, client: 'm2m_1' },
      undefined,
      'login request captured connection=conn_1 txn=AAAAAAAAAAAAAAAA client="m2m_1"',
    ],
    [
      { event: 'notSignedIn', ...known, status: 401 },
      undefined,
      'login request still open, nobody signed in connection=conn_1 txn=AAAAAAAAAAAAAAAA status=401',
    ],
    [
      { event: 'handedOff', ...known, sub: 'usr_1', authRequestId: 'req_1', attempts: 1, ms: 40 },
      undefined,
      'login request handed off sub="usr_1" connection=conn_1 auth_request_id=req_1 txn=AAAAAAAAAAAAAAAA ms=40',
    ],
    [
      { event: 'handedOff', ...known, attempts: 3, ms: 900 },
      undefined,
      'login request handed off connection=conn_1 txn=AAAAAAAAAAAAAAAA attempts=3 ms=900',
    ],
    [
      { event: 'refused', ...known, reason: 'scalekit_unavailable', status: 503, ms: 900 },
      'Scalekit answered 503',
      'login request refused connection=conn_1 txn=AAAAAAAAAAAAAAAA reason=scalekit_unavailable: Scalekit answered 503',
    ],
    [{ event: 'handedOff', at, sub: '' }, undefined, 'login request handed off'],
    [
      { event: 'disconnected', at, sub: 'a\nb', client: 'm2m_"1' },
      undefined,
      'app disconnected sub="a\\nb" client="m2m_\\"1"',
    ],
  ] as const)('of %j with %j', (event, detail, line) => {
    expect(lineOf(event, detail)).toBe(line);
  });

  it.each([
    ['captured', 'login request captured'],
    ['notCaptured', 'login request not captured'],
    ['asked', 'login request awaits confirmation'],
    ['confirmed', 'login request confirmed'],
    ['switched', 'login request goes to another account'],
    ['notSignedIn', 'login request still open, nobody signed in'],
    ['handedOff', 'login request handed off'],
    ['rejected', 'login request rejected'],
    ['refused', 'login request refused'],
    ['expired', 'login request expired'],
    ['disconnected', 'app disconnected'],
  ] as const)('of %s: %s', (event, line) => {
    expect(lineOf({ event, at })).toBe(line);
  });
});
