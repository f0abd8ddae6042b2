import { LoginRequests } from '../login-request/login-request.js';
import { loginBounds } from './bounds.js';
import { Newest } from './newest.js';

describe('the newest values', () => {
  it.each([
    ['all of them, up to the bounds', [10, 10, 10], ['0', '1', '2'], 0],
    ['as many as there may be', [0, 0, 0, 0], ['1', '2', '3'], 1],
    ['as many bytes as there may be', [20, 20, 5], ['1', '2'], 1],
    ['none that is larger than all bytes together', [10, 31], [], 2],
  ])('are %s', (_, sizes, kept, dropped) => {
    const gone: number[] = [];
    const newest = new Newest<number>({ entries: 3, bytes: 30 }, (value) => gone.push(value));
    for (const [key, bytes] of sizes.entries()) newest.set(String(key), key, bytes);
    expect(newest.entries().map(([key]) => key)).toEqual(kept);
    expect([newest.dropped, gone.length]).toEqual([dropped, dropped]);
  });

  it('give room back when they are deleted or replaced', () => {
    const newest = new Newest<string>({ entries: 3, bytes: 30 });
    newest.set('replaced', 'a', 30);
    newest.set('replaced', 'b', 10);
    newest.set('deleted', 'c', 20);
    newest.delete('deleted');
    newest.set('new', 'd', 20);
    expect(newest.values()).toEqual(['b', 'd']);
    newest.clear();
    newest.set('after', 'e', 30);
    expect([newest.values(), newest.dropped]).toEqual([['e'], 0]);
  });

  it('are what is known of login requests, by id and by state', () => {
    const requests = new LoginRequests();
    const authorization = {
      issuer: 'http://localhost',
      interactionId: 'i',
      resourceId: 'res_1',
      clientId: 'm2m_1',
      namesResource: true,
      client: { name: undefined, skClientId: 'm2m_1', origin: 'registration' as const },
      redirectUri: 'http://127.0.0.1:9/callback',
      scopes: ['x'.repeat(loginBounds.bytes / 4)],
      resources: [],
    };
    const begun = Array.from({ length: 5 }, () => requests.begin(authorization, 'conn_1', 600));
    const known = [
      begun.map(({ loginRequestId }) => requests.findById(loginRequestId) !== undefined),
      begun.map(({ state }) => requests.findByState(state) !== undefined),
    ];
    const newestThree = [false, false, true, true, true];
    expect(known).toEqual([newestThree, newestThree]);
  });
});
