import { jest } from '@jest/globals';
import { TooManyRejectionsError } from '../errors/scalekit-errors.js';
import { limitReached, RejectionLimit } from './rejection-limit.js';

const flight = 'at most 10 rejections are in flight at a time';
const rate = 'at most 10 rejections are sent in a second';

describe('one more rejection', () => {
  it.each([
    // in flight, started within the last second, what is in its way
    [0, 0, undefined],
    [9, 9, undefined],
    [10, 0, flight],
    [0, 10, rate],
    [10, 10, flight],
    [11, 0, flight],
    [0, 60, rate],
  ])('with %i in flight and %i in the last second meets: %s', (inFlight, started, expected) => {
    expect(limitReached(inFlight, started)).toBe(expected);
  });
});

describe('the limit of a process', () => {
  afterEach(() => jest.restoreAllMocks());
  const sent = () => Promise.resolve('sent');

  it('lets ten go in a second, and the next ones after it', async () => {
    const clock = jest.spyOn(performance, 'now').mockReturnValue(0);
    const limit = new RejectionLimit();
    for (let count = 0; count < 10; count += 1) await limit.run(sent);
    await expect(limit.run(sent)).rejects.toThrow(TooManyRejectionsError);
    clock.mockReturnValue(999);
    await expect(limit.run(sent)).rejects.toThrow(rate);
    clock.mockReturnValue(1000);
    await expect(limit.run(sent)).resolves.toBe('sent');
  });

  it('has ten in flight, however long they take', async () => {
    const clock = jest.spyOn(performance, 'now').mockReturnValue(0);
    const limit = new RejectionLimit();
    const ends: ((answer: string) => void)[] = [];
    const slow = () => new Promise<string>((resolve) => ends.push(resolve));
    const running = Array.from({ length: 10 }, () => limit.run(slow));
    clock.mockReturnValue(60_000);
    await expect(limit.run(sent)).rejects.toThrow(flight);
    ends[0]?.('late');
    await expect(running[0]).resolves.toBe('late');
    await expect(limit.run(sent)).resolves.toBe('sent');
    for (const end of ends) end('late');
    await Promise.all(running);
  });

  it('gives a place back however a rejection ends', async () => {
    const clock = jest.spyOn(performance, 'now').mockReturnValue(0);
    const limit = new RejectionLimit();
    const fail = () => Promise.reject(new Error('down'));
    for (let count = 1; count <= 30; count += 1) {
      clock.mockReturnValue(count * 1001);
      await expect(limit.run(fail)).rejects.toThrow('down');
    }
  });
});
