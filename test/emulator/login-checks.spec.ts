import { loginChecks, ScalekitEmulator } from 'scalekit-emulator';
import { HandWrittenLogin, type Design } from './faulty-logins/hand-written-login.js';
import { alice, bob, theCode } from './faulty-logins/people.js';
import { verdictsOf } from './verdict-of.js';

const people = {
  user: alice.email,
  password: alice.password,
  otherUser: { user: bob.email, password: bob.password },
};
const withCode = {
  ...people,
  code: theCode,
  otherUser: { ...people.otherUser, code: theCode },
};

describe('the checks of a login that is right', () => {
  let emulator: ScalekitEmulator;

  beforeAll(async () => {
    emulator = await ScalekitEmulator.start();
  });
  afterAll(() => emulator?.close());

  const designs: [string, Design, string[]][] = [
    ['keeps the login request in hidden fields', {}, ['second-factor', 'wrong-code']],
    ['keeps it in the session', { keeps: 'session' }, ['second-factor', 'wrong-code']],
    ['asks after every login', { asksAlways: true }, ['second-factor', 'wrong-code']],
    ['uses the official SDK', { calls: 'sdk' }, ['second-factor', 'wrong-code']],
    ['wants a code', { secondFactor: true }, []],
  ];
  it.each(designs)('find nothing where it %s', async (_, design, skipped) => {
    const login = new HandWrittenLogin(emulator.credentials, design);
    await emulator.configure({ loginUrl: `${await login.start()}/login` });
    const checks = loginChecks({ emulator, ...(design.secondFactor ? withCode : people) });
    const verdicts = await verdictsOf(checks);
    expect(verdicts.filter(({ verdict }) => verdict === 'failed')).toEqual([]);
    expect(verdicts.flatMap(({ id, verdict }) => (verdict === 'skipped' ? [id] : []))).toEqual(
      skipped,
    );
    await login.close();
  });
});
