import type { Server } from 'node:http';
import { secretsInEnvironment, secretsInFields } from '../learned.js';
import type { Lookout } from '../lookout.js';
import { everythingOf } from '../shown.js';
import { watchServer } from './answers.js';
import { onCall } from './on-call.js';

/** As much of the options, once they are complete, as is secret. */
interface SecretOptions {
  readonly connections: ReadonlyMap<string, { readonly clientSecret: () => string }>;
  readonly cookieSecrets: () => readonly string[];
}

/** The parts of a Nest app, by their tokens. */
type Providers = Iterable<readonly [token: unknown, { readonly instance?: unknown }]>;

/**
 * The library's parts in an app are known by their names: to import the library would load it before the
 * suite does.
 */
export function watchProviders(providers: Providers, lookout: Lookout): void {
  for (const [token, { instance }] of providers) {
    if (typeof instance !== 'object' || instance === null) continue;
    if (token === Symbol.for('scalekit-federation:options')) {
      learnOptions(instance as SecretOptions, lookout);
    }
    const name = typeof token === 'function' ? token.name : '';
    if (name === 'FederationEvents') watchEvents(instance, lookout);
    if (name === 'FederationService') watchService(instance, lookout);
  }
}

function learnOptions({ connections, cookieSecrets }: SecretOptions, { learn }: Lookout): void {
  const clientSecrets = [...connections.values()].map(({ clientSecret }) => clientSecret());
  learn([
    ...clientSecrets.map((value) => ({ kind: 'client secret', value }) as const),
    ...cookieSecrets().map((value) => ({ kind: 'cookie key', value }) as const),
    ...secretsInEnvironment(Object.entries(process.env).map((pair) => pair.join('='))),
  ]);
}

/** What is told to listeners, where there are none, too. */
function watchEvents(events: object, { see }: Lookout): void {
  onCall(events, 'publish', {
    called: ([event]) => see({ sink: 'event', text: everythingOf(event) }),
  });
}

/** Those who hand off by hand bring Scalekit's parameters and a user, and get the errors. */
function watchService(service: object, { learn, see }: Lookout): void {
  const prototype = Reflect.getPrototypeOf(service) ?? service;
  for (const name of Object.getOwnPropertyNames(prototype)) {
    if (name === 'constructor') continue;
    onCall(prototype, name, {
      called: (args) => {
        for (const given of args) learnGiven(given, learn);
      },
      returned: (result) => {
        if (name !== 'getAccessToken' || !(result instanceof Promise)) return;
        const learnToken = (value: string): void => learn([{ kind: 'access token', value }]);
        result.then(learnToken, () => undefined);
      },
      failed: (error) => see({ sink: 'error', text: everythingOf(error) }),
    });
  }
}

function learnGiven(given: unknown, learn: Lookout['learn']): void {
  if (typeof given !== 'object' || given === null) return;
  const { loginRequestId, state, email } = given as Record<string, unknown>;
  learn(secretsInFields(Object.entries({ loginRequestId, email })));
  if (typeof state === 'string') learn([{ kind: 'state', value: state }]);
}

/** The server of a Nest app, if it has one of Node's. */
export function watchServerOf(app: object, lookout: Lookout): void {
  const { httpServer } = app as { httpServer?: Server };
  if (httpServer !== undefined && watchedServers.has(httpServer)) return;
  if (httpServer?.prependListener === undefined) return;
  watchedServers.add(httpServer);
  watchServer(httpServer, lookout);
}

const watchedServers = new WeakSet<Server>();
