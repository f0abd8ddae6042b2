import * as fc from 'fast-check';
import { ScalekitUnavailableError } from 'nestjs-scalekit-federation';
import { errorOf } from '../../../libs/scalekit-federation/src/scalekit/call-error.js';
import { readResult } from '../../../libs/scalekit-federation/src/scalekit/push-result.js';
import { retryAfterSeconds } from '../../../libs/scalekit-federation/src/scalekit/read-retry-after.js';
import { tokenLifetimeSeconds } from '../../../libs/scalekit-federation/src/scalekit/token-response.js';
import { anyText, runs } from './arbitraries.js';

const now = Date.parse('2026-11-06T08:49:37Z');
const tried = { call: 'push', attempts: 1, elapsedMs: 10, mayHaveArrived: true } as const;
const statuses = fc.integer({ min: 100, max: 999 });
const retryAfters = fc.oneof(
  anyText,
  fc.integer().map(String),
  fc.double().map(String),
  fc.bigInt().map(String),
  fc.date({ noInvalidDate: true }).map((date) => date.toUTCString()),
);

describe('whatever Scalekit sends', () => {
  it('a person is told to wait for 1 to 600 whole seconds (T69)', () => {
    fc.assert(
      fc.property(retryAfters, statuses, (retryAfter, status) => {
        const error = errorOf(
          {
            kind: 'response',
            status,
            body: '',
            retryAfterSeconds: retryAfterSeconds({ 'retry-after': retryAfter }, now),
          },
          tried,
        );
        if (!(error instanceof ScalekitUnavailableError)) return;
        expect(Number.isInteger(error.retryAfterSeconds)).toBe(true);
        expect(error.retryAfterSeconds).toBeGreaterThanOrEqual(1);
        expect(error.retryAfterSeconds).toBeLessThanOrEqual(600);
      }),
      runs,
    );
  });

  it('a token is trusted for half a minute to a day (T69)', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.double(), fc.integer(), anyText), (expiresIn) => {
        const seconds = tokenLifetimeSeconds(expiresIn);
        expect(Number.isInteger(seconds) && seconds >= 30 && seconds <= 86_400).toBe(true);
      }),
      runs,
    );
  });

  it('an id that is logged is short, and of letters, digits, - and _ (T69)', () => {
    fc.assert(
      fc.property(fc.oneof(fc.anything(), anyText), (auth_request_id) => {
        const body = JSON.stringify({ auth_request_id }) ?? '';
        const outcome = { kind: 'response', status: 200, body, retryAfterSeconds: 0 } as const;
        const { authRequestId = 'none' } = readResult(outcome) ?? {};
        expect(authRequestId).toMatch(/^[A-Za-z0-9_-]{1,128}$/);
      }),
      runs,
    );
  });

  it('none of its words reach the answer that a visitor gets (T43)', () => {
    fc.assert(
      fc.property(anyText, statuses, (words, status) => {
        const body = JSON.stringify({ message: `canary ${words}`, error: 'canary' });
        const outcome = { kind: 'response', status, body, retryAfterSeconds: 1 } as const;
        const error = errorOf(outcome, tried);
        expect(JSON.stringify(error.getResponse()) + error.message).not.toContain('canary');
      }),
      runs,
    );
  });
});
