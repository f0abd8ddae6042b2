import type { User } from '../users/user.js';

/** A server-side session, as express-session and @fastify/session both have it. */
export interface AppSession {
  userId?: string;
  regenerate(done: (error?: unknown) => void): unknown;
  destroy(done: (error?: unknown) => void): unknown;
}

/** What requests of Express and of Fastify have in common here. */
export interface AppRequest {
  readonly ip?: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body?: unknown;
  readonly session: AppSession;
  user?: User | undefined;
  /** Why a form signed nobody in, in words for people. */
  refusal?: string;
}

/** What answers of Express and of Fastify have in common here; for `@Res({ passthrough: true })`. */
export interface AppReply {
  status(code: number): unknown;
  header(name: string, value: string): unknown;
}

/** Sends the browser on with a GET (RFC 9110 section 15.4.4). */
export function seeOther(reply: AppReply, path: string): undefined {
  reply.status(303);
  reply.header('location', path);
}

/** A field of a form or of a JSON object; undefined unless it came once, as text. */
export function textField({ body }: AppRequest, name: string): string | undefined {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, name) : '';
  return typeof value === 'string' ? value : undefined;
}
