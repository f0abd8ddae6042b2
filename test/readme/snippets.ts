/** The code blocks of a README that name a file: ```ts file=folder/name.ts */
export function snippetsOf(markdown: string): { file: string; code: string }[] {
  const block = /^```ts file=(\S+)\n([\s\S]*?)^```$/gm;
  return [...markdown.matchAll(block)].map(([, file = '', code = '']) => ({ file, code }));
}
