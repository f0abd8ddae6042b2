import { StreamableFile } from '@nestjs/common';
import { instanceToPlain } from 'class-transformer';
import type { Answer } from './answer.js';

/** Why a login was not handed off, though it succeeded. */
export interface HandOffError {
  /** A stable code, as `login_request_expired`. */
  readonly error: string;
  readonly message: string;
  /** Seconds from now, where trying again makes sense. */
  readonly retryAfterSeconds?: number;
  /** The page that tries again without a second login. */
  readonly continueUrl?: string;
}

/** What a script is told beside the login's own answer. */
export type BesideResult =
  { readonly redirectTo: string } | { readonly handOffError: HandOffError };

export const redirectToHeader = 'Scalekit-Redirect-To';
export const handOffErrorHeader = 'Scalekit-Hand-Off-Error';

/**
 * The login's own answer, for scripts, with what became of the hand-off: in a header, and beside the
 * fields of an object. What `toJSON()` or class-transformer's `@Exclude()` hides is taken out here, and
 * what the app's interceptors take out, where it is written.
 *
 * @param result what the handler returned
 */
export function scriptAnswer(result: unknown, beside: BesideResult): Answer {
  const headers =
    'redirectTo' in beside
      ? { [redirectToHeader]: beside.redirectTo }
      : { [handOffErrorHeader]: beside.handOffError.error };
  const shown = isBodyOfItsOwn(result) ? result : asJsonShows(result);
  const isNothing = shown === undefined || shown === null;
  if (isNothing) return { kind: 'json', body: beside, headers };
  const isObject = typeof shown === 'object' && !Array.isArray(shown) && !isBodyOfItsOwn(shown);
  if (!isObject) return { kind: 'handler', otherwise: beside, headers };
  return { kind: 'json', body: { ...instanceToPlain(shown), ...beside }, beside, headers };
}

/** Puts what `toJSON()` returns in its owner's place, at any depth; everything else stays the instance that it is. */
function asJsonShows(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const { toJSON } = value as { toJSON?: unknown };
  const json: unknown = typeof toJSON === 'function' ? toJSON.call(value) : value;
  if (typeof json !== 'object' || json === null) return json;
  const entries = Object.entries(json).map(([key, own]) => [key, asJsonShows(own), own] as const);
  if (entries.every(([, shown, own]) => shown === own)) return json;
  if (Array.isArray(json)) return entries.map(([, shown]) => shown);
  const copy: object = Object.create(Object.getPrototypeOf(json) as object | null) as object;
  return Object.assign(copy, Object.fromEntries(entries.map(([key, shown]) => [key, shown])));
}

/** A file or bytes: objects to JavaScript, and nothing that fits into JSON. */
function isBodyOfItsOwn(result: unknown): boolean {
  return result instanceof StreamableFile || result instanceof Uint8Array;
}
