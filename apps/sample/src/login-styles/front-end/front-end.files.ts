import { readClientScript } from '../../pages/client-script.js';
import { frontEndPage } from './front-end.page.js';
import { readBrowserHelper } from './browser-helper.js';
import type { ServedFile } from './serve-files.js';

const scripts = ['front-end', 'backend', 'view', 'other-tabs'];

/** @param appUrl of the backend, which is on another origin */
export function frontEndFiles(appUrl: string): ReadonlyMap<string, ServedFile> {
  const page: ServedFile = {
    type: 'text/html',
    content: frontEndPage(appUrl),
    headers: pageHeaders(new URL(appUrl).origin),
  };
  return new Map([
    ['/', page],
    ...scripts.map((name): [string, ServedFile] => [
      `/${name}.client.js`,
      script(readClientScript(`./${name}.client.js`, import.meta.url)),
    ]),
    // A bundler finds it by its name; this page has none.
    ['/nestjs-scalekit-federation/browser.js', script(readBrowserHelper())],
  ]);
}

function script(content: string): ServedFile {
  return { type: 'text/javascript', content, headers: { 'Cache-Control': 'no-cache' } };
}

/** What a login page needs wherever it is: framed by nobody, kept nowhere, and its address told to nobody. */
function pageHeaders(backend: string): Record<string, string> {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'unsafe-inline'",
    'img-src data:',
    `connect-src ${backend}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ];
  return {
    'Content-Security-Policy': policy.join('; '),
    'Referrer-Policy': 'no-referrer',
    'Cache-Control': 'no-store',
  };
}
