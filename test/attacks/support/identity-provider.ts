import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Browser } from '../../support/browser.js';

/** A company's identity provider that asks nothing of whoever it knows. */
export interface IdentityProvider {
  readonly url: string;
  close(): Promise<void>;
}

let current = '';

/** Of the provider that runs; strategies are made before it. */
export function identityProviderUrl(): string {
  return current;
}

/** Signs a browser in there. */
export const knownAs = (user: string) => (browser: Browser) =>
  browser.navigate(`${current}/session?user=${user}`);

/**
 * `/session?user=` remembers the browser. `/authorize` sends it back at once, with the user as code;
 * `/saml` does so by a form that posts itself.
 */
export async function startIdentityProvider(): Promise<IdentityProvider> {
  const server = createServer(({ url = '/', headers }, response) => {
    const { pathname, searchParams } = new URL(url, 'http://idp');
    const user = /idp_session=([^;]+)/.exec(headers.cookie ?? '')?.[1] ?? 'nobody';
    if (pathname === '/session') {
      const cookie = `idp_session=${searchParams.get('user')}; Path=/; HttpOnly; SameSite=Lax`;
      response.writeHead(204, { 'set-cookie': cookie }).end();
    } else if (pathname === '/saml') {
      const fields = { SAMLResponse: user, RelayState: searchParams.get('RelayState') ?? '' };
      const inputs = Object.entries(fields).map(
        ([name, value]) => `<input type="hidden" name="${name}" value="${value}">`,
      );
      const form = `<form data-posts-itself method="post" action="${searchParams.get('acs')}">`;
      response.writeHead(200, { 'content-type': 'text/html' }).end(form + inputs.join(''));
    } else {
      const target = new URL(searchParams.get('redirect_uri') ?? '');
      target.searchParams.set('code', user);
      target.searchParams.set('state', searchParams.get('state') ?? '');
      response.writeHead(302, { location: target.href }).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  current = `http://127.0.0.1:${port}`;
  return {
    url: current,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
