import {
  FederationConfigurationError,
  type ConfigurationProblem,
} from '../errors/federation-configuration.error.js';
import { Agent, EnvHttpProxyAgent, Pool, type Dispatcher } from 'undici';
import { networkCodeOf } from './network-code.js';

type Environment = Readonly<Record<string, string | undefined>>;

const read = {
  undici: ['HTTPS_PROXY', 'HTTP_PROXY'],
  http: ['HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY'],
} as const;

const message =
  'is not the URL of a proxy. Write it as http://user:password@host:port, and percent-encode what is neither a letter nor a digit in user and password';

/**
 * The proxies that the adapter would take from the environment and cannot use. Others' errors show
 * the URL with its password, so nobody else gets to read a wrong one.
 *
 * @throws FederationConfigurationError that names the variables, never their values
 */
export function checkProxyVariables(adapter: keyof typeof read, environment: Environment): void {
  const problems: ConfigurationProblem[] = [];
  for (const upper of read[adapter]) {
    const lower = upper.toLowerCase();
    // Both adapters let the lower case win.
    const name = environment[lower] === undefined ? upper : lower;
    const value = environment[name];
    if (value !== undefined && value !== '' && !isProxy(value)) {
      problems.push({ path: name, message });
    }
  }
  if (problems.length > 0) throw new FederationConfigurationError(problems);
}

/** An origin with or without credentials; a path would be the rest of a password with a `/`. */
export function isProxy(value: string): boolean {
  if (!/^(https?|socks5?):\/\//i.test(value.trim()) || !URL.canParse(value)) return false;
  const { hostname, pathname, search, hash, username, password } = new URL(value);
  return (
    hostname !== '' &&
    (pathname === '/' || pathname === '') &&
    search === '' &&
    hash === '' &&
    isPercentEncoded(username) &&
    isPercentEncoded(password)
  );
}

/** Whether it can be decoded for `Proxy-Authorization`. */
function isPercentEncoded(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

const agentOptions: Agent.Options = {
  // At 4 s an answer, Scalekit's slowest, enough for 60 logins a second.
  connections: 256,
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
