import { rm } from 'node:fs/promises';
import { loginChecks, type LoginCheckOptions, type LoginScript } from 'scalekit-emulator';
import { verdictsOf } from '../emulator/verdict-of.js';
import { FederatedSample } from '../support/federated-sample.js';
import { alice, bob, dana, databaseFolder, erin, startTimeoutMs } from '../support/sample.js';
import { code, forgetUsedCodes } from './login-styles/authenticator.js';

const folder = await databaseFolder();
afterAll(() => rm(folder, { recursive: true }));

const toAccount = ({ email, password }: { email: string; password: string }) => ({
  user: email,
  password,
});

const api = '/login-styles/single-page/';
const byScript: LoginScript = async ({ browser, url, user, password }) => {
  const { search } = new URL((await browser.open(url)).url);
  const captured = await browser.json(`${api}login-request${search}`);
  const { ticket } = captured.body as { ticket?: string };
  const login = { email: user, password, scalekit_txn: ticket };
  const { redirectTo } = (await browser.json(`${api}login`, login)).body as { redirectTo?: string };
  if (redirectTo !== undefined) await browser.open(redirectTo);
};

/** A script signs in, so nothing changes a form; and there is one account without a code. */
const formOnly = [
  'second-factor',
  'wrong-code',
  'two-tabs',
  'two-tabs-reversed',
  'double-submit',
  'back-and-again',
  'notice',
  'session-rotated',
  'foreign-form',
  'forged-answer',
  'added-fields',
  'cancel',
  'one-identity',
  'password-not-shown',
];

describe.each(['express', 'fastify'])('the checks of the sample on %s', (adapter) => {
  let federated: FederatedSample;

  beforeAll(async () => {
    federated = await FederatedSample.start({ HTTP_ADAPTER: adapter, DATABASE_DIR: folder });
  }, startTimeoutMs);
  afterAll(() => federated?.close());

  const danasCode = async () => {
    await forgetUsedCodes(federated.sample);
    return code();
  };
  const allStyles: [string, () => Omit<LoginCheckOptions, 'emulator'>, string[]][] = [
    [
      '/login',
      () => ({ ...toAccount(alice), otherUser: toAccount(bob) }),
      ['second-factor', 'wrong-code'],
    ],
    ['/login-styles/totp', () => ({ ...toAccount(dana), code: danasCode }), ['one-identity']],
    [
      '/login-styles/directory',
      () => toAccount(erin),
      ['second-factor', 'wrong-code', 'one-identity'],
    ],
    ['/login-styles/single-page', () => ({ ...toAccount(alice), login: byScript }), formOnly],
  ];

  // One way through each platform; the styles differ above it.
  const styles = adapter === 'express' ? allStyles : allStyles.slice(0, 1);
  it.each(styles)('find nothing at %s', async (path, options, leftOut) => {
    const { emulator, sample } = federated;
    await emulator.configure({ loginUrl: sample.url + path });
    const verdicts = await verdictsOf(loginChecks({ emulator, ...options() }));
    expect(verdicts.filter(({ verdict }) => verdict === 'failed')).toEqual([]);
    const skipped = verdicts.filter(({ verdict }) => verdict === 'skipped');
    expect(skipped.map(({ id }) => id)).toEqual(leftOut);
  });
});
