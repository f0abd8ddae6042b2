/** A code block of a README, and the file that it is. */
export interface Snippet {
  readonly file: string;
  readonly code: string;
}

/** Those that are written beside their surroundings: ```ts file=folder/name.ts */
export function snippetsOf(markdown: string): Snippet[] {
  return blocks(markdown, 'file');
}

/** Those that a fixture of `test/packaging` holds and runs, whose packages are not ours: ```ts fixture=app/name.ts */
export function fixtureSnippetsOf(markdown: string): Snippet[] {
  return blocks(markdown, 'fixture');
}

function blocks(markdown: string, attribute: string): Snippet[] {
  const block = new RegExp(`^\`\`\`ts ${attribute}=(\\S+)\\n([\\s\\S]*?)^\`\`\`$`, 'gm');
  return [...markdown.matchAll(block)].map(([, file = '', code = '']) => ({ file, code }));
}
