import type { Dispatcher } from 'undici';
import type { PageTemplate } from '../pages/page-template.js';
import type { ReplacedTexts } from '../pages/texts.js';
import type { MapPrincipal } from './federation-options.js';

/** One connection, complete. `clientSecret` is a function so that no inspection of it shows the secret. */
export interface Connection {
  readonly name: string;
  readonly environmentUrl: string;
  readonly publicUrl: string;
  readonly clientId: string;
  readonly clientSecret: () => string;
  readonly connectionId: string;
  readonly mapPrincipal: MapPrincipal;
}

/** The options with every default in its place, checked and frozen. */
export interface ResolvedOptions {
  readonly connections: ReadonlyMap<string, Connection>;
  readonly connectionOf: (request: unknown) => string | undefined;
  readonly cookieSecrets: () => readonly string[];
  /** Where browsers reach this backend, if it is configured; without a slash at its end. */
  readonly appUrl: string | undefined;
  /** Whether cookies are `__Host-` and `Secure`. */
  readonly secureCookies: boolean;
  readonly basePath: string;
  /** Undefined: `/login` behind the app's global prefix. */
  readonly loginUrl: string | undefined;
  readonly confirm: 'unproven' | 'always';
  readonly currentUser: (request: unknown) => unknown;
  readonly requireVerifiedEmail: boolean;
  readonly texts: (request: unknown) => ReplacedTexts;
  readonly template: PageTemplate;
  readonly dispatcher: Dispatcher | undefined;
  readonly adapter: 'undici' | 'http';
  readonly production: boolean;
}

export const defaultConnection = 'default';
