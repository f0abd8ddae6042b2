import { Agent, EnvHttpProxyAgent, Pool, type Dispatcher } from 'undici';
import { networkCodeOf } from './network-code.js';

const agentOptions: Agent.Options = {
  connections: 64,
  connect: { timeout: 3_000 },
  keepAliveTimeout: 30_000,
  allowH2: false,
};

/** Honours HTTPS_PROXY, HTTP_PROXY and NO_PROXY; NODE_EXTRA_CA_CERTS is Node's own affair. */
export function createDefaultDispatcher(): Dispatcher {
  const names = ['https_proxy', 'http_proxy'];
  const isProxied = Object.keys(process.env).some((name) => names.includes(name.toLowerCase()));
  // The agent for proxies reads NO_PROXY with every request.
  return isProxied
    ? new EnvHttpProxyAgent({ ...agentOptions, clientFactory: proxyClient })
    : new Agent(agentOptions);
}

/** The way to the proxy itself, whose failures would pass for Scalekit's. */
function proxyClient(origin: URL, options: Pool.Options): Dispatcher {
  const { connect } = options;
  if (typeof connect !== 'function') return new Pool(origin, options);
  return new Pool(origin, {
    ...options,
    connect: (target, callback) =>
      connect(target, (error, socket) => {
        if (error === null) callback(null, socket);
        else callback(named(error), null);
      }),
  });
}

/** undici knows a certificate for another host by its code, and would not end without. */
function named(error: Error): Error {
  const code = networkCodeOf(error);
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') return error;
  return Object.assign(new Error('the proxy cannot be reached'), { code: `PROXY_${code}` });
}
