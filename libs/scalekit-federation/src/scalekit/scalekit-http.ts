import { HttpService } from '@nestjs/axios';
import { create, getAdapter } from 'axios';
import type { Dispatcher } from 'undici';
import { createDefaultDispatcher, checkProxyVariables } from './dispatcher.js';
import { withDeadline } from './deadline.js';
import { maxResponseBytes, undiciAdapter } from './undici-adapter.js';

/**
 * Injection token of the module's own HttpService: add interceptors to its `axiosRef` to observe the
 * calls to Scalekit. Bodies pass as strings.
 */
export const SCALEKIT_HTTP_SERVICE = Symbol.for('scalekit-federation:http-service');

const asIs = [(data: unknown): unknown => data];

/** @throws FederationConfigurationError when a proxy's variable is wrong */
export function createScalekitHttp(options: {
  readonly adapter: 'undici' | 'http';
  readonly dispatcher: Dispatcher | undefined;
}): HttpService {
  // A dispatcher of the app's own reads no variables.
  if (options.dispatcher === undefined || options.adapter === 'http') {
    checkProxyVariables(options.adapter, process.env);
  }
  const instance = create({
    adapter:
      options.adapter === 'http'
        ? withDeadline(getAdapter('http'))
        : undiciAdapter(options.dispatcher ?? createDefaultDispatcher()),
    transformRequest: asIs,
    transformResponse: asIs,
    responseType: 'text',
    // Every status is a response; the retry policy reads it.
    validateStatus: null,
    // A redirect would carry the client secret or the user to another origin.
    maxRedirects: 0,
    maxContentLength: maxResponseBytes,
  });
  // Merged into every request: header defaults of all methods, where ours come with each call, and
  // settings for bodies and adapters that are not ours.
  const headers = { common: {}, post: {} };
  Object.assign(instance.defaults, { headers, transitional: undefined, env: undefined });
  return new HttpService(instance);
}
