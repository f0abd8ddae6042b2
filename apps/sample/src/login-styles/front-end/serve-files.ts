import type { RequestListener } from 'node:http';

/** What is served under one path. */
export interface ServedFile {
  readonly type: string;
  readonly content: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** The whole of a static server: it knows nothing of logins, and nobody who visits. */
export function serveFiles(files: ReadonlyMap<string, ServedFile>): RequestListener {
  return ({ method, url = '/' }, response) => {
    const file = files.get(url.split('?', 1)[0] ?? '/');
    response.setHeader('X-Content-Type-Options', 'nosniff');
    if (file === undefined || (method !== 'GET' && method !== 'HEAD')) {
      const status = file === undefined ? 404 : 405;
      response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
      response.end(file === undefined ? 'There is no such page here.\n' : 'Only GET is served.\n');
      return;
    }
    response.writeHead(200, { 'Content-Type': `${file.type}; charset=utf-8`, ...file.headers });
    response.end(method === 'HEAD' ? undefined : file.content);
  };
}
