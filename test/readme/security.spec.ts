import { readFileSync } from 'node:fs';

const recorded = readFileSync('test/reliability/README.md', 'utf8');
const security = readFileSync('SECURITY.md', 'utf8');

/** Script and figures of each row of the table under "How it is tested". */
const rows = [...security.matchAll(/^\| [^|]+ \| `test:([\w-]+)`[^|]* \| ([^|[]+) \|$/gm)].map(
  ([, script = '', figures = '']) => ({ script, figures }),
);

/** What the whole run of a proof has printed last. */
function recordOf(script: string): string {
  return new RegExp(`<!-- ${script} -->([^]*)<!-- /${script} -->`).exec(recorded)?.[1] ?? '';
}

function numbersIn(text: string): readonly string[] {
  return text.match(/\d+(?:\.\d+)?(?: %)?/g) ?? [];
}

describe('a figure in SECURITY.md', () => {
  it('stands in a table of several proofs', () => {
    expect(rows.length).toBeGreaterThan(4);
  });

  it.each(rows)('is one that `npm run test:$script -- --record` has written', (row) => {
    const figures = numbersIn(row.figures);
    const known = numbersIn(recordOf(row.script));
    expect(figures).not.toEqual([]);
    expect(figures.filter((figure) => !known.includes(figure))).toEqual([]);
  });
});
