import type { Threat } from './threats.js';
import type { Titles } from './titles.js';

/** What SECURITY.md and package.json say. */
export interface Repository {
  readonly security: string;
  readonly scripts: Readonly<Record<string, string>>;
}

/** What keeps the table from being whole; each says which row or title it is about. */
export function problemsOf(
  threats: readonly Threat[],
  { tests, malformed }: Titles,
  repository: Repository,
): string[] {
  const ids = threats.map(({ id }) => id);
  const unknown = tests.flatMap(({ file, title, ids: named }) =>
    named
      .filter((id) => !ids.some((known) => known === id))
      .map((id) => `${file}: "${title}" names ${id}, which is no row`),
  );
  const named = new Set(tests.flatMap((test) => test.ids));
  return [
    ...ids.filter((id, index) => id !== `T${index + 1}`).map((id) => `${id} is out of its order`),
    ...malformed.map((title) => `${title}: ids stand at the end, as in (T1) or (T1, T2)`),
    ...unknown,
    ...threats.flatMap((threat) => problemsOfRow(threat, named.has(threat.id), repository)),
  ];
}

function problemsOfRow(
  { id, notTested, scripts = [] }: Threat,
  isTested: boolean,
  repository: Repository,
): string[] {
  const problems = scripts
    .filter((script) => !(script in repository.scripts))
    .map((script) => `${id} names the script ${script}, which package.json has not`);
  if (notTested === undefined) {
    return isTested ? problems : [...problems, `${id} has no test, and no sentence says why`];
  }
  if (isTested) problems.push(`${id} has a test, and a sentence that there is none`);
  if (!oneLine(repository.security).includes(oneLine(notTested))) {
    problems.push(`${id} is not tested, and SECURITY.md does not say why`);
  }
  return problems;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
