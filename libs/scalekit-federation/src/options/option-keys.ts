import type { ScalekitConnectionOptions, ScalekitFederationOptions } from './federation-options.js';

export const connectionKeys = [
  'environmentUrl',
  'publicUrl',
  'clientId',
  'clientSecret',
  'connectionId',
  'mapPrincipal',
] as const satisfies readonly (keyof ScalekitConnectionOptions)[];

export const moduleKeys = [
  'cookieSecrets',
  'appUrl',
  'basePath',
  'loginUrl',
  'confirm',
  'currentUser',
  'connection',
  'requireVerifiedEmail',
  'adapter',
  'texts',
  'template',
  'dispatcher',
] as const satisfies readonly (keyof ScalekitFederationOptions)[];

export const optionNames: readonly string[] = [...connectionKeys, ...moduleKeys, 'connections'];

/** Lays the options that are given over the settings; functions and instances pass by reference. */
export function overlay<Settings extends object>(
  settings: Settings,
  options: object,
  keys: readonly string[],
): Settings {
  for (const key of keys) {
    const value: unknown = Reflect.get(options, key);
    if (value !== undefined) Reflect.set(settings, key, value);
  }
  return settings;
}
