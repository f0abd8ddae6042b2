import type { NamedTest } from './titles.js';
import type { Section, Threat } from './threats.js';

const introduction = `# Threats and tests

This page is for whoever reviews the security of \`nestjs-scalekit-federation\`. It lists each kind of attack that we know,
what stands against it, and the tests that try it. [SECURITY.md](SECURITY.md) says what is guaranteed, and what remains.

**The attacker** holds a valid login request of an AI app of their own. They can bring a victim's browser to any address,
post forms to it, set cookies from a sibling host, and send our routes any request. They know neither the victim's cookies
nor a secret of the backend. Some rows have another opponent: a careless app, a proxy, or Scalekit in a bad hour.

**How to read it.** A row has an id, a threat and a defence in a line each. Each link in the last column is a test that fails
once the defence is taken out. Its words are the title of that test, with \`…\` for what a table of cases fills in. Tests through
HTTP run on Express and on Fastify. An \`npm run\` line is a script that tries the same at length. _Not tested_ gives the
sentence of SECURITY.md that says why.

**How a row is grown.** It gets the next id in \`test/threats/threats.ts\`. The title of its test ends with that id, as in
\`… (T6)\` or \`… (T6, T7)\`, and \`npm run threats\` writes this page anew. \`test/threats/threats.spec.ts\` fails for a row without
a test, for an id without a row, and for a page that is out of date.
`;

/** The whole of THREATS.md. */
export function pageOf(sections: readonly Section[], tests: readonly NamedTest[]): string {
  const tables = sections.map(({ title, threats }) => {
    const rows = threats.map((threat) => rowOf(threat, tests));
    const head = ['| id | threat | defence | tests |', '| --- | --- | --- | --- |'];
    return ['', `## ${title}`, '', ignored(['', ...head, ...rows, ''])].join('\n');
  });
  return `${introduction}${tables.join('\n')}\n`;
}

/** One line changes with one row: the formatter would align them all. */
function ignored(lines: readonly string[]): string {
  return ['<!-- prettier-ignore-start -->', ...lines, '<!-- prettier-ignore-end -->'].join('\n');
}

function rowOf(threat: Threat, tests: readonly NamedTest[]): string {
  const { id, notTested, scripts = [] } = threat;
  const evidence = [
    ...tests.filter(({ ids }) => ids.includes(id)).map(linkTo),
    ...scripts.map((script) => `\`npm run ${script}\``),
    ...(notTested === undefined ? [] : [`_Not tested:_ ${cell(notTested)}`]),
  ];
  return `| ${id} | ${cell(threat.threat)} | ${cell(threat.defence)} | ${evidence.join('<br>')} |`;
}

function linkTo({ file, title }: NamedTest): string {
  return `[${cell(title).replaceAll(/[[\]]/g, String.raw`\$&`)}](${file})`;
}

/** Names of ours keep their underscores, between backticks as outside of them. */
function cell(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll('<', '&lt;');
}
