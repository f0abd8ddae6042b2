import type { ReplacedTexts } from '../pages/texts.js';
import type { ConnectionOptions } from './connection-options.js';
import type { FederationOptions } from './federation-options.js';

/** One connection, complete. `clientSecret` is a function so that no inspection of it shows the secret. */
export interface Connection extends Readonly<Omit<ConnectionOptions, 'clientSecret'>> {
  readonly name: string;
  readonly publicUrl: string;
  readonly clientSecret: () => string;
}

/** Those that are the same to whoever reads them as to whoever gave them. */
type PassedOn = Omit<
  FederationOptions,
  'cookieSecrets' | 'connection' | 'connections' | 'currentUser' | 'texts'
>;

/** The options with every default in its place, checked and frozen. */
export interface ResolvedOptions extends Readonly<PassedOn> {
  readonly connections: ReadonlyMap<string, Connection>;
  readonly connectionOf: (request: unknown) => string | undefined;
  readonly cookieSecrets: () => readonly string[];
  /** Where browsers reach this backend, if it is configured; without a slash at its end. */
  readonly appUrl: string | undefined;
  /** Whether cookies are `__Host-` and `Secure`. */
  readonly secureCookies: boolean;
  readonly currentUser: (request: unknown) => unknown;
  readonly texts: (request: unknown) => ReplacedTexts;
  readonly production: boolean;
}

export const defaultConnection = 'default';
