import { jest } from '@jest/globals';
import { Storage } from './storage.js';

describe('what was used up', () => {
  beforeEach(() => void jest.useFakeTimers({ now: 1_000_000 }));
  afterEach(() => void jest.useRealTimers());

  it('may be used again for as long as the grace lasts from the first use on', async () => {
    const tokens = new Storage().adapter('RefreshToken', 30);
    await tokens.upsert('id', { accountId: 'u1' }, 3600);
    await tokens.consume('id');
    jest.advanceTimersByTime(29_000);
    expect(await tokens.find('id')).not.toHaveProperty('consumed');
    await tokens.consume('id');
    jest.advanceTimersByTime(1000);
    expect(await tokens.find('id')).toHaveProperty('consumed', 1000);
  });

  it('stays used up without a grace', async () => {
    const codes = new Storage().adapter('AuthorizationCode');
    await codes.upsert('id', {}, 60);
    await codes.consume('id');
    expect(await codes.find('id')).toHaveProperty('consumed', 1000);
  });
});
