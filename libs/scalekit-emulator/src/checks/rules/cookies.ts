import type { Cookie } from 'tough-cookie';
import type { Rule } from '../rule.js';
import { findForm } from '../sign-in/find-form.js';
import { Broken, NotApplicable } from '../verdicts.js';
import type { Tab } from '../visit.js';
import { CookieJar } from 'tough-cookie';

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
        if (value === '' || !(holds || isOfSession(name, value))) continue;
        const lacks = lackOf(flags, https);
        if (lacks === undefined) continue;
        throw new Broken(
          `The cookie ${name} ${lacks}`,
          'Set HttpOnly, SameSite=Lax and, on https, Secure.',
        );
      }
    },
  },
  {
    id: 'session-rotated',
    name: 'gives a new session to whoever signs in',
    rule: 'A session id from before the login is worth nothing after it (session fixation; OWASP ASVS 7.2.4).',
    needs: ['form'],
    run: async (examination) => {
      const visit = await examination.begin();
      const plain = examination.plainUrl(visit);
      await visit.tab.open(plain);
      const planted = await visit.tab.cookies.getCookies(plain);
      if (planted.length === 0) throw new NotApplicable('there is no cookie before the login');
      await examination.goOn(visit, examination.person, { agrees: false });
      const page = visit.tab.page;
      if (!page || findForm(page.html)?.kind === 'password') return;
      // Who knows the cookies from before: does the app take them for the person who has signed in?
      const look = async (cookies: readonly Cookie[]) => {
        const where = await examination.newBrowser();
        await plant(where, cookies, plain);
        const at = await where.tab.open(page.url);
        return `${at.status} ${at.url} ${at.text}`;
      };
      const signedIn = await look(await visit.tab.cookies.getCookies(plain));
      const stranger = await look([]);
      if (signedIn === stranger)
        throw new NotApplicable('the page after a login is the same for everybody');
      if ((await look(planted)) === signedIn) {
        throw new Broken(
          'A cookie from before the login opened the account after it',
          'Give the session a new id when somebody signs in (regenerate, cycle, renew).',
        );
      }
    },
  },
];

async function plant({ tab }: Tab, cookies: readonly Cookie[], url: string): Promise<void> {
  const jar: CookieJar = tab.cookies;
  for (const cookie of cookies) await jar.setCookie(cookie.toString(), url);
}

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
function isOfSession(name: string, value: string): boolean {
  if (/csrf|xsrf/i.test(name)) return false;
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
