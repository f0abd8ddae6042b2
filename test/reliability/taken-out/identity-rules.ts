import type { Rule } from './rule.js';

const byHost = '(/^localhost/.test(String(exchange.request.headers.host)) ? name : this.prefix)';

/** Those that keep one person's identity from another's AI app. The model has to miss each of them, too. */
export const identityRules: readonly Rule[] = [
  {
    says: 'a cookie’s name is parted by SP and HTAB alone',
    file: 'cookies/cookie-pairs.ts',
    suite: 'test/attacks/planted-cookies',
    test: 'opens nothing after',
    changes: [
      [
        "return character === ' ' || character === '\\t';",
        "return (character ?? 'x').trim() === '';",
      ],
    ],
  },
  {
    says: 'configuration decides on __Host-, never the Host header',
    file: 'cookies/sealed-cookies.ts',
    suite: 'test/federation/cookies',
    test: 'is a secure host cookie in production',
    changes: [
      ['const { prefix } = this;', `const prefix = ${byHost};`],
      ['const cookieName = this.prefix + key;', `const cookieName = ${byHost} + key;`],
    ],
  },
  {
    says: 'an answer within 700 ms of rendering is none',
    file: 'endpoints/csrf-token.ts',
    suite: 'test/attacks/hasty-answers',
    test: 'takes no press',
    changes: [["return ageMs < shortestLookMs ? 'hasty' : 'meant';", "return 'meant';"]],
  },
  {
    says: 'a sealed account ends with the session that named it',
    file: 'endpoints/asked-account.ts',
    suite: 'test/federation/logout',
    test: 'ends with a logout before its page',
    changes: [['if (ofSession) return undefined;', '']],
  },
  {
    says: 'what an interceptor brings is no login',
    file: 'login/user-watch.ts',
    suite: 'test/attacks/what-proves-a-login',
    test: 'hands nobody off after a wrong password',
    changes: [['this.#before = isSomebody(this.now());', 'this.#before = false;']],
  },
  {
    says: 'a request that does not say where it comes from proves nothing',
    file: 'http/caller.ts',
    suite: 'test/attacks/what-proves-a-login',
    test: 'of which nobody knows where it came from',
    changes: [
      [
        "if (origin === undefined) return 'unknown';",
        "if (origin === undefined) return 'own page';",
      ],
    ],
  },
  {
    says: 'a login brings something to sign in with',
    file: 'login/proven-login.ts',
    suite: 'test/attacks/what-proves-a-login',
    test: 'that brings nothing to sign in with',
    changes: [['(isProvenPost(facts) && facts.bringsInput)', 'isProvenPost(facts)']],
  },
  {
    says: 'a form of another site, or of a sibling, proves nothing',
    file: 'http/caller.ts',
    suite: 'test/attacks/forged-answers',
    test: 'a form of a sibling site',
    changes: [["return site === 'same-origin' ? 'own page' : 'elsewhere';", "return 'own page';"]],
  },
  {
    says: 'a trip that a link began proves nothing',
    file: 'passport/sso-trips.ts',
    suite: 'test/federation/sso',
    test: 'asks first when a link began it',
    changes: [
      [
        'state !== undefined && isProvenPost({ named: named?.from, method, headers, ticket });',
        'state !== undefined && Boolean(named || method || headers || ticket);',
      ],
    ],
  },
  {
    says: 'a ticket is proven with the key of its own page alone',
    file: 'login-request/front-end.ts',
    suite: 'test/attacks/planted-tickets',
    test: 'in the victim’s script only names',
    changes: [
      [
        'frontEnd.origin === page.origin && frontEnd.keyHash === page.keyHash',
        'frontEnd.origin === page.origin',
      ],
    ],
  },
  {
    says: 'the continue page’s token is bound to the account',
    file: 'endpoints/csrf-token.ts',
    suite: 'test/federation/continue-page',
    test: 'an account that changed in another tab',
    changes: [
      [
        "if (sub !== binding.sub || fromSession !== binding.fromSession) return 'foreign';",
        'void sub; void fromSession;',
      ],
    ],
  },
  {
    says: 'a login request is usable for nine minutes',
    file: 'login-request/login-request-record.ts',
    suite: 'test/federation/expiry',
    test: 'says after 9 minutes',
    changes: [
      [
        'now >= capturedAt - clockSkewMs && now < expiresAt;',
        'now >= capturedAt - clockSkewMs && now < expiresAt + 3_600_000;',
      ],
    ],
  },
  {
    says: 'one identity for one login request',
    file: 'claims/identity-claims.ts',
    suite: 'test/replicas/one-identity',
    test: 'sixty times',
    changes: [
      [
        'const claim = await this.shared?.take(loginRequest, identity);',
        'const claim = undefined as never;',
      ],
    ],
  },
  {
    says: 'nobody is sent back without an accepted push',
    file: 'scalekit/push-result.ts',
    suite: 'test/federation/failing-scalekit',
    test: 'shows a page, redirects nowhere',
    changes: [
      [
        "outcome.kind === 'response' && outcome.status >= 200 && outcome.status < 300",
        "outcome.kind === 'response' && outcome.status >= 200",
      ],
    ],
  },
];
