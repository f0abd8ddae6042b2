import type { Rule } from '../rule.js';
import { signsIn } from '../sign-in/signs-in.js';
import { Broken } from '../verdicts.js';
import type { Visit } from '../visit.js';

const evilHost = 'evil.example';

/** Where a login leads. */
export const landingRules: readonly Rule[] = [
  {
    id: 'elsewhere',
    name: 'leads back to Scalekit and nowhere else',
    rule: 'The way back is made of the app’s configuration. No other parameter and no header of the request chooses it.',
    run: async (examination) => {
      const visit = await examination.begin();
      const url = new URL(visit.url);
      for (const name of [
        'redirect_uri',
        'return_to',
        'returnTo',
        'next',
        'callback_url',
        'redirect',
        'environment_url',
      ]) {
        url.searchParams.append(name, `https://${evilHost}/`);
      }
      await signsIn(examination, visit, url.href);
      const fix =
        'Build the callback from the configured environment and connection alone; lead elsewhere only to addresses of your own.';
      if (calledAt(visit, evilHost).length > 0) {
        throw new Broken(
          'The address had parameters such as next and redirect_uri that name another site, and the browser was sent there',
          fix,
        );
      }
      // Pages of its own an app may well address by that header, behind a proxy. The way back it may not.
      const behind = await examination.begin();
      behind.recorder.extraHeaders = { 'x-forwarded-host': evilHost, 'x-original-host': evilHost };
      await signsIn(examination, behind, behind.url.href);
      if (
        calledAt(behind, evilHost).some(({ pathname }) => pathname.endsWith('partner:callback'))
      ) {
        throw new Broken('X-Forwarded-Host named another site, and the way back led there', fix);
      }
    },
  },
];

function calledAt({ recorder }: Visit, host: string): URL[] {
  const urls = recorder.exchanges.map(({ request }) => request.url);
  return urls.filter(({ hostname }) => hostname === host);
}
