import { StreamableFile } from '@nestjs/common';
import { instanceToPlain } from 'class-transformer';
import type { Answer } from './answer.js';

/**
 * The handler's own object and `redirectTo`, for scripts. No serializer sees what is recorded, so what
 * `toJSON()` or class-transformer's `@Exclude()` hides is taken out here.
 */
export function jsonWithRedirect(result: unknown, redirectTo: string): Answer {
  if (isBodyOfItsOwn(result)) return { kind: 'json', body: { redirectTo } };
  const shown = asJsonShows(result);
  const isObject = typeof shown === 'object' && shown !== null && !Array.isArray(shown);
  const own = isObject ? instanceToPlain(shown) : {};
  return { kind: 'json', body: { ...own, redirectTo } };
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
