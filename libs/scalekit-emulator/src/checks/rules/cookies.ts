import type { Rule } from '../rule.js';
import { opensTheAccount } from '../evidence/account-cookies.js';
import { Broken, NotApplicable } from '../verdicts.js';

export const cookieRules: readonly Rule[] = [
  {
    id: 'cookie-flags',
    name: 'hides the cookies of the login from scripts and from other sites',
    rule: 'Cookies that carry a session or a login request are HttpOnly, Secure on https, and not SameSite=None.',
    run: async (examination) => {
      const visit = await examination.ordinary();
      const secrets = [visit.state, visit.loginRequestId];
      const lines = visit.recorder.withApp.flatMap(({ request, answer }) =>
        answer.headers
          .getSetCookie()
          .map((line) => ({ line, https: request.url.protocol === 'https:' })),
      );
      if (lines.length === 0) throw new NotApplicable('the login sets no cookie');
      for (const { line, https } of lines) {
        const { name, value, flags } = partsOf(line);
        const holds = secrets.some((secret) => value.includes(secret));
        const lacks = lackOf(flags, https);
        if (value === '' || lacks === undefined || isAgainstForgery(name)) continue;
        // A name in another language says nothing; that the account is closed without the cookie does.
        if (!holds && !isOfSession(name, value) && !(await opensTheAccount(examination, name))) {
          continue;
        }
        throw new Broken(
          `The cookie ${name} ${lacks}`,
          'Set HttpOnly, SameSite=Lax and, on https, Secure.',
        );
      }
    },
  },
];

function partsOf(line: string): { name: string; value: string; flags: string } {
  const [pair = '', ...flags] = line.split(';');
  const at = pair.indexOf('=');
  const value = pair.slice(at + 1).trim();
  return {
    name: pair.slice(0, at).trim(),
    value: decoded(value),
    flags: flags.map((flag) => flag.trim().toLowerCase()).join(';'),
  };
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/** Tokens against forgery are for scripts to read, and no session. */
const isAgainstForgery = (name: string) => /csrf|xsrf/i.test(name);

function isOfSession(name: string, value: string): boolean {
  return (
    /sess|^sid$|[._-]sid|auth|jwt|token|login|remember|scalekit/i.test(name) ||
    /^eyJ[\w-]+\.eyJ/.test(value)
  );
}

function lackOf(flags: string, https: boolean): string | undefined {
  const has = (flag: string) => flags.split(';').includes(flag);
  if (!has('httponly')) return 'has no HttpOnly: any script of the page reads it';
  if (has('samesite=none')) return 'has SameSite=None: it goes along with forms of other sites';
  return https && !has('secure') ? 'has no Secure on https' : undefined;
}
