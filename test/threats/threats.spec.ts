import { readFileSync } from 'node:fs';
import { problemsOf } from './problems.js';
import { titlesOfAllSuites } from './suites.js';
import { pageOf } from './table.js';
import { sections, threats, type Threat } from './threats.js';
import { titlesIn } from './titles.js';

const textOf = (file: string): string => readFileSync(file, 'utf8');

describe('the table of threats', () => {
  const titles = titlesOfAllSuites();
  const { scripts } = JSON.parse(textOf('package.json')) as { scripts: Record<string, string> };

  it('has a test for each row, or a sentence in SECURITY.md that says why not', () => {
    expect(problemsOf(threats, titles, { security: textOf('SECURITY.md'), scripts })).toEqual([]);
    expect(titles.tests.length).toBeGreaterThan(threats.length);
  });

  it('is THREATS.md as `npm run threats` writes it', () => {
    expect(textOf('THREATS.md')).toBe(pageOf(sections, titles.tests));
  });
});

describe('a title names threats', () => {
  it.each<[string, [string, string[]][]]>([
    ["it('says so', run)", []],
    ["it('says so (T1)', run)", [['says so', ['T1']]]],
    ['it("says so (T1, T20)", run)', [['says so', ['T1', 'T20']]]],
    ["test('says so (T1)', run)", [['says so', ['T1']]]],
    ["it.each(cases)('says %s of %j (T1)', run)", [['says … of …', ['T1']]]],
    ["it.each`a`('says $name (T1)', run)", [['says …', ['T1']]]],
    ["it.only.each([[1]])('says “%s” (T1)', run)", [['says …', ['T1']]]],
    ["it(`says ${cause ? 'so' : 'no'} (T1)`, run)", [['says …', ['T1']]]],
    ["it('says so (T1)')", []],
    ["say('says so (T1)', run)", []],
    ["describe('an app (T1)', () => { it('says so', run) })", [['an app', ['T1']]]],
    ["describe('an app', () => { it('says so (T1)', run) })", [['an app says so', ['T1']]]],
    ["describe.each(apps)('%s', () => { it('says so (T1)', run) })", [['says so', ['T1']]]],
    ["describeInChromium('a page', () => { it('is (T1)', run) })", [['a page is', ['T1']]]],
    [
      "describe.each(apps)('an app, on %s,', () => { it('says so (T1)', run) })",
      [['an app says so', ['T1']]],
    ],
    [
      "describe('around it', () => { it('is told by a title so long that it needs no other words around it (T1)', run) })",
      [['is told by a title so long that it needs no other words around it', ['T1']]],
    ],
    ["describe('an app that', () => { it.each(ways)('%s (T1)', run) })", [['an app that', ['T1']]]],
    ["onRedis.each(apps)(`a ${b}c`, () => { it('is (T1)', run) })", [['a …c is', ['T1']]]],
  ])('%s', (source, named) => {
    const { tests, malformed } = titlesIn('a.spec.ts', source);
    expect(tests).toEqual(named.map(([title, ids]) => ({ file: 'a.spec.ts', title, ids })));
    expect(malformed).toEqual([]);
  });

  it.each(['(T1) says so', 'says so(T1)', 'says so (T1,T2)', 'says so (T1 T2)', 'is (T01)'])(
    'at its end and in no other form: not in "%s"',
    (title) => {
      const { tests, malformed } = titlesIn('a.spec.ts', `it('${title}', run)`);
      expect([tests, malformed]).toEqual([[], [`a.spec.ts: ${title}`]]);
    },
  );
});

describe('the table is not whole', () => {
  const row: Threat = { id: 'T1', threat: 'a threat', defence: 'a defence' };
  const test = { file: 'a.spec.ts', title: 'says so', ids: ['T1'] };
  const notTested = 'No test has the time.';
  const good = { rows: [row], tests: [test], malformed: [] as string[], security: '' };

  it.each<[string, Partial<typeof good>, string]>([
    ['without a test', { tests: [] }, 'T1 has no test, and no sentence says why'],
    [
      'with a reason that SECURITY.md does not give',
      { rows: [{ ...row, notTested }], tests: [], security: 'No test has time.' },
      'T1 is not tested, and SECURITY.md does not say why',
    ],
    [
      'with a reason beside a test',
      { rows: [{ ...row, notTested }], security: notTested },
      'T1 has a test, and a sentence that there is none',
    ],
    [
      'with an id that is no row',
      { tests: [{ ...test, ids: ['T1', 'T2'] }] },
      'a.spec.ts: "says so" names T2, which is no row',
    ],
    [
      'with a script that is none',
      { rows: [{ ...row, scripts: ['test:nothing'] }] },
      'T1 names the script test:nothing, which package.json has not',
    ],
    ['with a gap', { rows: [row, { ...row, id: 'T3' }] }, 'T3 is out of its order'],
    ['with a row twice', { rows: [row, row] }, 'T1 is out of its order'],
    [
      'with a title that names it elsewhere',
      { malformed: ['a.spec.ts: (T1) so'] },
      'a.spec.ts: (T1) so: ids stand at the end',
    ],
  ])('%s', (_what, change, problem) => {
    const { rows, tests, malformed, security } = { ...good, ...change };
    const problems = problemsOf(rows, { tests, malformed }, { security, scripts: {} });
    expect(problems.join('\n')).toContain(problem);
  });

  it('unless nothing is missing: a test, or a sentence wherever its lines break', () => {
    const repository = { security: 'So it is. No test\nhas the time.', scripts: { 'test:it': '' } };
    const whole = [
      { ...row, scripts: ['test:it'] },
      { ...row, id: 'T2', notTested },
    ] as const;
    expect(problemsOf(whole, { tests: [test], malformed: [] }, repository)).toEqual([]);
  });
});

describe('a row of the page', () => {
  const pageWith = (threat: Partial<Threat>, title = 'says so') =>
    pageOf(
      [{ title: 'Some', threats: [{ id: 'T1', threat: 'a', defence: 'b', ...threat }] }],
      [{ file: 'test/a.spec.ts', title, ids: ['T1'] }],
    );

  it('links to each test by its title, and names the scripts', () => {
    expect(pageWith({ scripts: ['test:crash'] })).toContain(
      '\n| T1 | a | b | [says so](test/a.spec.ts)<br>`npm run test:crash` |\n',
    );
  });

  it('has nothing that ends a cell or a link', () => {
    expect(pageWith({ threat: 'a|b <c>' }, 'x[] | <y>')).toContain(
      String.raw`| a\|b &lt;c> | b | [x\[\] \| &lt;y>](test/a.spec.ts) |`,
    );
  });
});
