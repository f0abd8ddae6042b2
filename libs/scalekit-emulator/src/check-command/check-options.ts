import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LoginCheckOptions, LoginScript } from '../checks/login-check.js';
import type { ScalekitEmulator } from '../scalekit-emulator.js';
import type { CheckFlags } from './read-check-flags.js';

/** @param login signs in, if the flags name a script that does */
export function toCheckOptions(
  { user, password, code, fields, other, cancel, without, allowRemote }: CheckFlags,
  emulator: ScalekitEmulator,
  login: LoginScript | undefined,
): LoginCheckOptions {
  return {
    emulator,
    user,
    password,
    fields,
    without,
    allowRemote,
    ...(code !== undefined && { code }),
    ...(cancel !== undefined && { cancel }),
    ...(login && { login }),
    ...(other && {
      otherUser: {
        user: other.user,
        password: other.password,
        fields,
        ...(other.code !== undefined && { code: other.code }),
      },
    }),
  };
}

/** @throws Error when the file has no function */
export async function loadScript(file: string): Promise<LoginScript> {
  const loaded = (await import(pathToFileURL(path.resolve(file)).href)) as { default?: unknown };
  if (typeof loaded.default === 'function') return loaded.default as LoginScript;
  throw new Error(
    `${file} has no default export that is a function: export default ({ browser, url, user, password }) => …`,
  );
}
