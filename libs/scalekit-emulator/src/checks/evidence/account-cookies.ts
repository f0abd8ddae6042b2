import { Cookie } from 'tough-cookie';
import type { Examination } from '../examination.js';
import type { Tab } from '../visit.js';

/** What somebody sees who has these cookies and nothing else. */
export async function seenWith(
  examination: Examination,
  url: string,
  cookies: readonly Cookie[],
): Promise<string> {
  const where = await examination.newBrowser();
  await plant(where, cookies, url);
  const page = await where.tab.open(url);
  return `${page.status} ${page.url} ${page.text}`;
}

export async function plant({ tab }: Tab, cookies: readonly Cookie[], url: string): Promise<void> {
  for (const cookie of cookies) await tab.cookies.setCookie(cookie.toString(), url);
}

/** A cookie of that name, with a value that no app has given out. */
export function inventedCookie(key: string): Cookie {
  return new Cookie({ key, value: 'a-value-of-somebody-else-0123456789', path: '/' });
}

/** Whether whoever has signed in is a stranger to the app without that cookie. */
export async function opensTheAccount(examination: Examination, name: string): Promise<boolean> {
  const { tab } = await examination.signedIn();
  const url = tab.page?.url;
  if (url === undefined || examination.isAway(url)) return false;
  const all = await tab.cookies.getCookies(url);
  const without = all.filter(({ key }) => key !== name);
  const stranger = await seenWith(examination, url, []);
  if ((await seenWith(examination, url, all)) === stranger) return false;
  return (await seenWith(examination, url, without)) === stranger;
}
