import type { Examination } from '../examination.js';
import type { Rule } from '../rule.js';
import { Broken } from '../verdicts.js';

/** They look at all that was sent and shown so far, so they run late. */
export const secretRules: readonly Rule[] = [
  {
    id: 'get-redirect',
    name: 'sends nobody’s password on to Scalekit',
    rule: 'A 307 or 308 sends the form once more, with the password, to where it leads. The way back is a 302 or 303.',
    run: async (examination) => {
      await examination.ordinary();
      for (const { exchanges, withApp } of examination.browsers.recorders) {
        const leak = exchanges.find(
          (one) =>
            !withApp.includes(one) &&
            one.request.body?.includes(encoded(examination.person.password)),
        );
        if (!leak) continue;
        throw new Broken(
          'The app answered the form with 307 or 308, and the browser sent user and password to Scalekit',
          'Redirect with 303 (See Other).',
        );
      }
    },
  },
  {
    id: 'password-not-shown',
    name: 'never shows a password that was typed',
    rule: 'The form that comes back after a wrong password has an empty password field, and no address holds one.',
    needs: ['form'],
    run: async (examination) => {
      await Promise.all([examination.ordinary(), examination.afterWrongPassword()]);
      const typed = [examination.person.password, 'not-the-password-'];
      for (const { exchanges, withApp } of examination.browsers.recorders) {
        for (const { request } of exchanges) {
          const query = [...request.url.searchParams.values()].join('\n');
          if (typed.some((password) => query.includes(password))) {
            throw new Broken(
              `The password stood in the address of ${request.url.origin}${request.url.pathname}`,
              'Send the form by POST.',
            );
          }
        }
        const shown = withApp.find(
          ({ request, answer }) =>
            request.method === 'POST' && typed.some((password) => answer.text.includes(password)),
        );
        if (shown) {
          throw new Broken(
            'The page after a sign-in held the password that was typed',
            'Fill in the user’s name again, never the password.',
          );
        }
      }
    },
  },
  {
    id: 'secrets-in-pages',
    name: 'shows no secret of its backend',
    rule: 'The client secret and the backend’s access token never reach a browser.',
    run: async (examination) => {
      await examination.ordinary();
      // Pages that tell of a failure are where secrets show.
      const visit = await examination.begin();
      await examination.emulator.fail({ on: 'push', status: 403 });
      await examination.signIn(visit);
      await examination.emulator.clearFaults();
      const { clientSecret } = examination.emulator.credentials;
      for (const { withApp } of examination.browsers.recorders) {
        for (const { request, answer } of withApp) {
          const all = [answer.text, ...answer.headers.values()].join('\n');
          const found = all.includes(clientSecret)
            ? 'the client secret'
            : backendToken(all, examination);
          if (found === undefined) continue;
          throw new Broken(
            `The answer of ${request.url.pathname} held ${found}`,
            'Never pass an error of Scalekit’s calls, or its configuration, on to a page.',
          );
        }
      }
    },
  },
];

/** A JWT that is meant for Scalekit's own API. */
function backendToken(text: string, { emulator }: Examination): string | undefined {
  for (const [, payload = ''] of text.matchAll(/eyJ[\w-]+\.(eyJ[\w-]+)\.[\w-]+/g)) {
    const claims = Buffer.from(payload, 'base64url').toString();
    if (claims.includes(emulator.credentials.clientId)) return 'a token of the backend';
  }
  return undefined;
}

const encoded = (value: string) => new URLSearchParams({ value }).toString().slice('value='.length);
