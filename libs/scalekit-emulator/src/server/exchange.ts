import type { IncomingMessage, ServerResponse as Http1Response } from 'node:http';
import type { Http2ServerRequest, Http2ServerResponse } from 'node:http2';
import type { RequestStep } from '../journal/journal-entry.js';

export type ServerRequest = IncomingMessage | Http2ServerRequest;
export type ServerResponse = Http1Response | Http2ServerResponse;

/** What the caller calls this server: name and port, by HTTP/1.1 or HTTP/2; empty if it names none. */
export function hostOf({ headers }: Pick<ServerRequest, 'headers'>): string {
  return String(headers[':authority'] ?? headers.host ?? '');
}

/** The same request in other words; a copy would lose the connection behind it. */
export function reworded(request: ServerRequest, words: object): ServerRequest {
  // Of an HTTP/2 request these are getters, which only a definition covers.
  const descriptors = Object.entries(words).map(([name, value]) => [
    name,
    { value, writable: true },
  ]);
  return Object.create(request, Object.fromEntries(descriptors)) as ServerRequest;
}

/** One request on its way through the emulator, its body already read. */
export interface Exchange {
  readonly request: ServerRequest;
  readonly step: RequestStep;
  readonly url: URL;
  /** What the route's pattern named, percent-decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly body: string;
  /** What becomes known of the flow on the way; the journal takes it over. */
  readonly notes: FlowNotes;
  /** To be set by the answer, from where the answer itself is out of reach. */
  readonly cookies: string[];
}

export interface FlowNotes {
  grpc?: string;
  authRequestId?: string;
  loginRequestId?: string;
  connectionId?: string;
  clientId?: string;
  sub?: string;
}

/** A handler's whole answer; only the server writes to the socket. */
export interface Reply {
  status: number;
  headers: Record<string, string | string[]>;
  body: string;
  /** How it goes over the wire, if not at once and whole. */
  transfer?: Transfer;
}

export type Transfer = 'truncated' | { dripMs: number };

/** An answer without a body. */
export const noContent: Reply = { status: 204, headers: {}, body: '' };

export function json(status: number, value: unknown, headers: Reply['headers'] = {}): Reply {
  return {
    status,
    headers: { 'content-type': 'application/json', 'cache-control': 'no-store', ...headers },
    body: JSON.stringify(value),
  };
}

export function redirect(location: string, headers: Reply['headers'] = {}): Reply {
  return {
    status: 303,
    headers: { location, 'cache-control': 'no-store', ...headers },
    body: '',
  };
}
