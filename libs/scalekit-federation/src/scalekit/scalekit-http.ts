import { HttpService } from '@nestjs/axios';
import { create, getAdapter } from 'axios';
import { Agent, EnvHttpProxyAgent, type Dispatcher } from 'undici';
import { withDeadline } from './deadline.js';
import { checkProxyVariables } from './proxy-variables.js';
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

const agentOptions: Agent.Options = {
  connections: 64,
  connect: { timeout: 3_000 },
  keepAliveTimeout: 30_000,
  allowH2: false,
};

/** Honours HTTPS_PROXY, HTTP_PROXY and NO_PROXY; NODE_EXTRA_CA_CERTS is Node's own affair. */
function createDefaultDispatcher(): Dispatcher {
  const names = ['https_proxy', 'http_proxy'];
  const isProxied = Object.keys(process.env).some((name) => names.includes(name.toLowerCase()));
  // The agent for proxies reads NO_PROXY with every request.
  return isProxied ? new EnvHttpProxyAgent(agentOptions) : new Agent(agentOptions);
}
