import { parseArgs } from 'node:util';
import type { EmulatorStartSettings } from '../start-settings.js';
import { findSeedFile, readSeedFile } from '../seed-file.js';
import { checkCredentials } from './check-credentials.js';

export const checkUsage = `scalekit-emulator check: examines your own login from outside, in whatever language it is written

  --login-url <url>         your login page
  --user <name>             an account made for tests; or the variable CHECK_USER
  --password <password>     or the variable CHECK_PASSWORD: other people of this machine see command lines
  --code <code>             its second factor, if it has one: what is typed, or totp:<Base32 secret>; or CHECK_CODE
  --field <name=value>      what else the form wants, such as tenant=acme; may be repeated
  --other-user <name>       a second account, for the checks with two people; or CHECK_OTHER_USER
  --other-password <…>      or CHECK_OTHER_PASSWORD
  --other-code <code>       or CHECK_OTHER_CODE
  --script <file.mjs>       signs in instead of the form: export default ({ browser, url, user, password, code }) => …
  --cancel <label>          what your button says that refuses a login, if it is not Cancel or the like
  --only <id>               this check only; may be repeated
  --without <id>            not this one; may be repeated
  --list                    prints the checks, and ends
  --json                    one JSON document instead of lines
  --wait-seconds <number>   how long to wait until your app uses the emulator; default 120
  --allow-remote            allows a login page that is not on this machine
  --port, --seed, --resource, --tls  as without check

Exit codes: 0 nothing failed, 1 at least one check failed, 2 the login could not be checked.`;

export interface CheckFlags {
  readonly help: boolean;
  readonly list: boolean;
  readonly json: boolean;
  readonly user: string;
  readonly password: string;
  readonly code: string | undefined;
  readonly other: { user: string; password: string; code: string | undefined } | undefined;
  readonly fields: Readonly<Record<string, string>>;
  readonly script: string | undefined;
  readonly cancel: string | undefined;
  readonly only: readonly string[];
  readonly without: readonly string[];
  readonly waitMs: number;
  readonly allowRemote: boolean;
  readonly loginUrl: string;
  readonly settings: EmulatorStartSettings;
}

type Variables = Readonly<Record<string, string | undefined>>;

/** @throws Error with one line that says which flag is missing or wrong */
export async function readCheckFlags(args: string[], env: Variables): Promise<CheckFlags> {
  const { values } = parseArgs({ args, options });
  const flags = { help: values.help, list: values.list, json: values.json };
  const user = values.user ?? env['CHECK_USER'] ?? '';
  const password = values.password ?? env['CHECK_PASSWORD'] ?? '';
  const otherUser = values['other-user'] ?? env['CHECK_OTHER_USER'];
  const runs = !values.help && !values.list;
  const seedFile = runs ? (values.seed ?? findSeedFile('.')) : undefined;
  const seed: EmulatorStartSettings = seedFile === undefined ? {} : await readSeedFile(seedFile);
  const loginUrl = values['login-url'] ?? seed.loginUrl ?? '';
  if (runs) {
    if (loginUrl === '') throw new Error('--login-url is missing: where is your login page?');
    if (!URL.canParse(loginUrl))
      throw new Error('--login-url must be a URL, such as http://localhost:3000/login');
    if (user === '') throw new Error('--user, or the variable CHECK_USER, is missing');
    if (password === '') throw new Error('--password, or the variable CHECK_PASSWORD, is missing');
  }
  const waitSeconds = Number(values['wait-seconds'] ?? 120);
  if (!(waitSeconds >= 0)) throw new Error('--wait-seconds must be a number of seconds');
  return {
    ...flags,
    user,
    password,
    code: values.code ?? env['CHECK_CODE'],
    other:
      otherUser === undefined
        ? undefined
        : {
            user: otherUser,
            password: values['other-password'] ?? env['CHECK_OTHER_PASSWORD'] ?? '',
            code: values['other-code'] ?? env['CHECK_OTHER_CODE'],
          },
    fields: Object.fromEntries((values.field ?? []).map(toField)),
    script: values.script,
    cancel: values.cancel,
    only: values.only ?? [],
    without: values.without ?? [],
    waitMs: waitSeconds * 1000,
    allowRemote: values['allow-remote'],
    loginUrl,
    settings: {
      ...seed,
      port: values.port === undefined ? (seed.port ?? 4520) : Number(values.port || NaN),
      loginUrl,
      ...(values.resource !== undefined && { resource: values.resource }),
      ...(values.tls && { tls: true }),
      credentials: { ...checkCredentials, ...seed.credentials },
      // What the checks were written against. A seed may set what it knows of the real environment.
      consent: seed.consent ?? 'person',
    },
  };
}

const options = {
  'login-url': { type: 'string' },
  user: { type: 'string' },
  password: { type: 'string' },
  code: { type: 'string' },
  field: { type: 'string', multiple: true },
  'other-user': { type: 'string' },
  'other-password': { type: 'string' },
  'other-code': { type: 'string' },
  script: { type: 'string' },
  cancel: { type: 'string' },
  only: { type: 'string', multiple: true },
  without: { type: 'string', multiple: true },
  list: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  'wait-seconds': { type: 'string' },
  'allow-remote': { type: 'boolean', default: false },
  port: { type: 'string' },
  seed: { type: 'string' },
  resource: { type: 'string' },
  tls: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

function toField(text: string): [string, string] {
  const at = text.indexOf('=');
  if (at < 1) throw new Error('--field must be name=value');
  return [text.slice(0, at), text.slice(at + 1)];
}
