import { englishTexts } from './english-texts.js';

/** Every text by its path, at any depth. */
function* textsIn(texts: object, parents: readonly string[] = []): Generator<[string, unknown]> {
  for (const [name, text] of Object.entries(texts)) {
    const path = [...parents, name];
    if (typeof text === 'object' && text !== null) yield* textsIn(text, path);
    else yield [path.join('.'), text];
  }
}
const texts = new Map(textsIn(englishTexts));

it.each([...texts])('%s says something, in plain characters', (_path, text) => {
  expect(text).toMatch(/^[\w“”’'.,:;?!(){}/ -]+$/);
  expect(text).not.toMatch(/^\s|\s$|\s\s/);
});

it.each([
  ['asking.named', ['{name}']],
  ['asking.more', ['{count}']],
  ['continuePage.deadline', ['{time}']],
  ['continuePage.countdown', ['{clock}', '{left}']],
])('%s has a place for %j', (path, places) => {
  expect(String(texts.get(path)).match(/\{\w+\}/g)).toEqual(places);
});
