import type { HttpService } from '@nestjs/axios';
import type { Connection } from '../options/resolved-options.js';
import { TimeLeft } from './deadline.js';
import { outcomeOf, type Outcome } from './outcome.js';
import { budget } from './retry-policy.js';
import { tokenUrl } from './scalekit-urls.js';

/** Asks Scalekit for a token of this backend (RFC 6749 4.4), once. */
export function requestToken(http: HttpService, connection: Connection): Promise<Outcome> {
  const { clientId, clientSecret } = connection;
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret(),
  });
  return outcomeOf(
    http.axiosRef.post(tokenUrl(connection), body.toString(), {
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        Accept: 'application/json',
      },
      timeout: budget.tokenTimeoutMs,
      signal: new TimeLeft(budget.totalMs),
    }),
  );
}
