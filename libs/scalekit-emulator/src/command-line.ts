import { parseArgs } from 'node:util';
import { findSeedFile, readSeedFile } from './seed-file.js';
import type { EmulatorStartSettings } from './start-settings.js';

export const usage = `scalekit-emulator: a Scalekit environment on your machine

  check               examine your own login from outside: scalekit-emulator check --help

  --login-url <url>   your app's login page
  --resource <url>    your MCP server, the audience of its tokens
  --port <number>     default 4520; 0 takes a free one
  --host <address>    default 127.0.0.1
  --allow-remote      allow a --host outside loopback, as inside a container
  --tls               HTTPS with a certificate made for localhost, whose PEM is told
  --tls-cert <file>   your own certificate instead, with
  --tls-key <file>    its key
  --seed <file>       YAML or JSON with any of the settings in README.md; flags win over it.
                      Left out: scalekit-emulator.yaml, .yml or .json in the working directory
  --json              print one JSON object instead of .env lines
  --quiet             print the ready line only
  --version           print the version of the package
  --help`;

export interface CommandLine {
  settings: EmulatorStartSettings;
  json: boolean;
  quiet: boolean;
  version: boolean;
  help: boolean;
}

/** @throws Error with one line that says which flag or which file is wrong */
export async function readCommandLine(args: string[]): Promise<CommandLine> {
  const { values } = parseArgs({
    args,
    options: {
      'login-url': { type: 'string' },
      resource: { type: 'string' },
      port: { type: 'string' },
      host: { type: 'string' },
      'allow-remote': { type: 'boolean' },
      seed: { type: 'string' },
      tls: { type: 'boolean' },
      'tls-cert': { type: 'string' },
      'tls-key': { type: 'string' },
      json: { type: 'boolean', default: false },
      quiet: { type: 'boolean', default: false },
      version: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const flags = Object.entries({
    loginUrl: values['login-url'],
    resource: values.resource,
    // Not a number: the settings' own check tells.
    port: values.port === undefined ? undefined : Number(values.port || NaN),
    host: values.host,
    allowRemote: values['allow-remote'],
    tls: tlsOf(values['tls-cert'], values['tls-key']) ?? values.tls,
  }).filter(([, value]) => value !== undefined);
  const seedFile = values.help || values.version ? undefined : (values.seed ?? findSeedFile('.'));
  return {
    settings: {
      port: 4520,
      ...(seedFile !== undefined && (await readSeedFile(seedFile))),
      ...Object.fromEntries(flags),
    },
    json: values.json,
    quiet: values.quiet,
    version: values.version,
    help: values.help,
  };
}

function tlsOf(certFile = '', keyFile = ''): EmulatorStartSettings['tls'] {
  return certFile === '' && keyFile === '' ? undefined : { certFile, keyFile };
}
