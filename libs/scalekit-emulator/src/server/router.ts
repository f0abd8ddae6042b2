import type { RequestStep } from '../journal/journal-entry.js';
import type { Exchange, FlowNotes, Reply } from './exchange.js';

export interface Route {
  /** What the request is for; none: a test's own, which is neither journaled nor met by faults. */
  step?: RequestStep;
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** One line for SUPPORTED.md. */
  summary: string;
  /** Parameters are named groups: `/resources/(?<resource>[^/]+)`. */
  path: RegExp;
  /** Browsers of any origin may call it: what MCP clients that run in a page need. */
  cors?: boolean;
  /** What is known of the flow before the request is carried out; a fault may keep it from that. */
  recall?(exchange: Exchange): FlowNotes | undefined;
  handle(exchange: Exchange): Reply | Promise<Reply>;
}

export interface Match {
  route: Route;
  params: Record<string, string>;
}

/** Routes of every method, so that the caller can tell 405 from 404 and answer preflights. */
export function matchRoutes(routes: readonly Route[], path: string): Match[] {
  return routes.flatMap((route) => {
    const match = route.path.exec(path);
    if (!match) return [];
    const params = decodeAll(match.groups ?? {});
    return params ? [{ route, params }] : [];
  });
}

function decodeAll(groups: Record<string, string | undefined>): Record<string, string> | undefined {
  const params: Record<string, string> = {};
  try {
    for (const [name, value] of Object.entries(groups)) {
      if (value !== undefined) params[name] = decodeURIComponent(value);
    }
    return params;
  } catch {
    return undefined; // a stray % names nothing
  }
}
