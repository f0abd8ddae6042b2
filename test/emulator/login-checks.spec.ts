import { loginChecks, ScalekitEmulator } from 'scalekit-emulator';
import { HandWrittenLogin, type Design } from './faulty-logins/hand-written-login.js';
import { alice, bob, theCode } from './faulty-logins/people.js';
import { TwoPageLogin } from './faulty-logins/two-page-login.js';
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

  it('find nothing where it asks on two pages, among forms of other uses', async () => {
    const login = new TwoPageLogin(emulator.credentials);
    await emulator.configure({ loginUrl: `${await login.start()}/login` });
    const verdicts = await verdictsOf(loginChecks({ emulator, ...people }));
    expect(verdicts.filter(({ verdict }) => verdict !== 'passed')).toEqual([
      expect.objectContaining({ id: 'second-factor', verdict: 'skipped' }),
      expect.objectContaining({ id: 'wrong-code', verdict: 'skipped' }),
    ]);
    await login.close();
  });
});
