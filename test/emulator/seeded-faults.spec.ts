import { loginChecks, ScalekitEmulator } from 'scalekit-emulator';
import { seededFaults, type SeededFault } from './faulty-logins/faults.js';
import { HandWrittenLogin } from './faulty-logins/hand-written-login.js';
import { alice, bob, theCode } from './faulty-logins/people.js';
import { twoPageFaults, type TwoPageFault } from './faulty-logins/two-page-faults.js';
import { TwoPageLogin } from './faulty-logins/two-page-login.js';
import { verdictOf } from './verdict-of.js';

const accounts = {
  user: alice.email,
  password: alice.password,
  otherUser: { user: bob.email, password: bob.password },
};
const ofTheCode = new Set(['second-factor', 'wrong-code']);

describe('the checks of a login that is broken', () => {
  let emulator: ScalekitEmulator;
  let login: HandWrittenLogin;
  let withCode: HandWrittenLogin;
  let urls: { login: string; withCode: string };

  beforeAll(async () => {
    emulator = await ScalekitEmulator.start();
    login = new HandWrittenLogin(emulator.credentials);
    withCode = new HandWrittenLogin(emulator.credentials, { secondFactor: true });
    urls = { login: await login.start(), withCode: await withCode.start() };
  });
  afterAll(async () => {
    await login?.close();
    await withCode?.close();
    await emulator?.close();
  });

  it.each(Object.entries(seededFaults))('find that it %s, by %s', async (fault, id) => {
    const coded = ofTheCode.has(id);
    const app = coded ? withCode : login;
    app.fault = fault as SeededFault;
    await emulator.configure({ loginUrl: `${coded ? urls.withCode : urls.login}/login` });
    const checks = loginChecks({ emulator, ...accounts, ...(coded && { code: theCode }) });
    const check = checks.find((one) => one.id === id);
    expect(check && (await verdictOf(check))).toMatchObject({ id, verdict: 'failed' });
  });
});

describe('the checks of a broken login of two pages', () => {
  let emulator: ScalekitEmulator;
  let login: TwoPageLogin;

  beforeAll(async () => {
    emulator = await ScalekitEmulator.start();
    login = new TwoPageLogin(emulator.credentials);
    await emulator.configure({ loginUrl: `${await login.start()}/login` });
  });
  afterAll(async () => {
    await login?.close();
    await emulator?.close();
  });

  it.each(Object.entries(twoPageFaults))('find that it %s, by %s', async (fault, id) => {
    login.fault = fault as TwoPageFault;
    const check = loginChecks({ emulator, ...accounts }).find((one) => one.id === id);
    expect(check && (await verdictOf(check))).toMatchObject({ id, verdict: 'failed' });
  });
});
