import type { Dispatcher, Pool } from 'undici';
import { account } from '../app/local.strategy.js';
import { credentials } from '../server/credentials.js';

const navigation = {
  accept: 'text/html,application/xhtml+xml',
  'sec-fetch-dest': 'document',
  'sec-fetch-mode': 'navigate',
};
const hiddenField = /<input type="hidden" name="([^"]+)" value="([^"]*)"/g;

let loginRequests = 80_000_000_000_000_000n;

/**
 * What a person does in a browser that was never here: opens the login page of a fresh login request,
 * signs in, and is sent back.
 *
 * @throws Error unless the answer leads back to Scalekit, with the state of this login request
 */
export async function handOff(browsers: Pool, origin: string): Promise<void> {
  const loginRequestId = `lri_${loginRequests++}`;
  const state = `HntJ_ENB6y161i9_P1yzuZVv2SSTfD3aZH-${loginRequestId}`;
  const page = await browsers.request({
    path: `/login?${new URLSearchParams({ login_request_id: loginRequestId, state }).toString()}`,
    method: 'GET',
    headers: { ...navigation, 'sec-fetch-site': 'cross-site' },
  });
  const html = await page.body.text();
  const fields = [...html.matchAll(hiddenField)].map(([, name, value]) => [
    name ?? '',
    value ?? '',
  ]);
  const answer = await browsers.request({
    path: '/login',
    method: 'POST',
    headers: {
      ...navigation,
      'sec-fetch-site': 'same-origin',
      origin,
      cookie: cookiesOf(page),
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: new URLSearchParams([...Object.entries(account), ...fields]).toString(),
  });
  await answer.body.dump();
  // A redirect, or a page that the browser leaves by itself.
  const back = `${String(answer.headers['location'])} ${String(answer.headers['refresh'])}`;
  if (!back.includes(`/${credentials.connectionId}/partner:callback?state=${state}`)) {
    throw new Error(`the login was answered ${answer.statusCode} and leads to ${back}`);
  }
}

function cookiesOf({ headers }: Dispatcher.ResponseData): string {
  const lines = [headers['set-cookie'] ?? []].flat();
  return lines.map((line) => line.split(';', 1)[0]).join('; ');
}
