import type { Rule } from './rule.js';

/** Those that a person's patience, an app's life and an operator's secrets depend on. */
export const moreRules: readonly Rule[] = [
  {
    says: 'no text fragment scrolls past the question',
    file: 'endpoints/continue-question.ts',
    suite: 'test/federation/continue-page',
    test: 'has nothing that a fragment',
    changes: [["'Document-Policy': 'force-load-at-top',", '']],
  },
  {
    says: 'an answer that drips ends in time, by axios’ own adapter too',
    file: 'scalekit/scalekit-http.ts',
    suite: 'test/attacks/slow-scalekit',
    test: 'for the push ends within the budget',
    changes: [["withDeadline(getAdapter('http'))", "getAdapter('http')"]],
  },
  {
    says: 'a navigation through a service worker is captured',
    file: 'http/caller.ts',
    suite: 'test/attacks/what-proves-a-login',
    test: 'is captured through a service worker',
    changes: [
      ["['document', 'empty'].includes(destination)", "['document'].includes(destination)"],
    ],
  },
  {
    says: 'an app’s function that throws leaves nobody without an answer',
    file: 'endpoints/endpoints.ts',
    suite: 'test/federation/failing-app',
    test: 'tells a browser of texts',
    changes: [
      [
        'if (!(error instanceof FederationError)) return lastAnswer(exchange, error, ways);',
        'if (!(error instanceof FederationError)) throw error;',
      ],
    ],
  },
  {
    says: 'cancels have a limit',
    file: 'scalekit/rejection-limit.ts',
    suite: 'test/attacks/many-cancels',
    test: 'sixty times within a second',
    changes: [
      ['if (limit !== undefined) throw new TooManyRejectionsError(limit, 1);', 'void limit;'],
    ],
  },
  {
    says: 'a malformed proxy stops the boot, and its value is never shown',
    file: 'scalekit/dispatcher.ts',
    suite: 'test/attacks/printed-environment',
    test: 'stops the boot by name',
    changes: [['if (problems.length > 0) throw', 'if (problems.length > 99) throw']],
  },
  {
    says: 'nobody is told to wait for years',
    file: 'timing/jitter.ts',
    suite: 'test/federation/failing-scalekit',
    test: 'passes the Retry-After',
    changes: [
      [
        'Math.min(Math.ceil(seconds * (1 + random / 2)), longestRetrySeconds)',
        'Math.ceil(seconds * (1 + random / 2))',
      ],
    ],
  },
];
