import type { Tab } from './visit.js';

/** What browsers and scanners do with an address before anybody opens it, with the cookies of that browser. */
export async function loadedAhead({ tab, recorder }: Tab, url: URL): Promise<void> {
  const cookie = await tab.cookies.getCookieString(url.href);
  for (const [method, headers] of [
    ['HEAD', {}],
    ['GET', { 'sec-purpose': 'prefetch', purpose: 'prefetch' }],
  ] as const) {
    const sent = { ...headers, ...(cookie && { cookie }) };
    // Some servers break off at HEAD, which is no business of a check.
    await recorder.send({ url, method, headers: sent }).catch(() => undefined);
  }
}
