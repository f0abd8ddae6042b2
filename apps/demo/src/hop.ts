/** One HTTP exchange of the browser or of the MCP client. */
export interface Hop {
  readonly actor: 'browser' | 'mcp client';
  readonly method: string;
  readonly url: URL;
  readonly status: number;
}

/** A hop as one line, its query values shortened: they are long, and secret some of them. */
export function formatHop({ actor, method, url, status }: Hop): string {
  const query = [...url.searchParams].map(([name, value]) => `${name}=${shorten(value)}`).join('&');
  const address = `${url.origin}${url.pathname}${query && `?${query}`}`;
  return `  ${actor.padEnd(10)}  ${status}  ${method.padEnd(4)}  ${address}`;
}

function shorten(value: string): string {
  return value.length > 12 ? `${value.slice(0, 8)}…` : value;
}
