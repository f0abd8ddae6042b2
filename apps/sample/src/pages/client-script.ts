import { readFileSync } from 'node:fs';
import { Header, applyDecorators } from '@nestjs/common';

/** Reads a script for browsers, by its place beside the module of this URL. */
export function readClientScript(name: string, moduleUrl: string): string {
  return readFileSync(new URL(name, moduleUrl), 'utf8');
}

/** The handler returns a script; a new version of the app is seen at the next visit. */
export const ClientScript = () =>
  applyDecorators(
    Header('content-type', 'text/javascript; charset=utf-8'),
    Header('cache-control', 'no-cache'),
  );
