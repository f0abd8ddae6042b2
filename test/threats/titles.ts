import ts from 'typescript';

/** A title that names threats. */
export interface NamedTest {
  /** From the repository's root, with slashes. */
  readonly file: string;
  /** With as much of what stands around it as makes it a statement; what a table of cases fills in is `…`. */
  readonly title: string;
  readonly ids: readonly string[];
}

export interface Titles {
  readonly tests: readonly NamedTest[];
  /** Titles that name a threat in another way than at their end, as `(T1)` or `(T1, T2)`. */
  readonly malformed: readonly string[];
}

/** `describe`, `it` and `test`, and what our suites make of them: `describeInChromium`, `onRedis`. */
const runners = /^(describe(In[A-Z]\w*)?|it|test|onRedis)$/;
const naming = / \((T[1-9]\d*(?:, T[1-9]\d*)*)\)$/;
const namesSomehow = /\(\s*T\d|\bT\d+\s*\)/;

/** Reads the titles out of a suite, without running it. */
export function titlesIn(file: string, source: string): Titles {
  const tests: NamedTest[] = [];
  const malformed: string[] = [];
  const visit = (node: ts.Node, around: readonly string[]): void => {
    const own = ts.isCallExpression(node) ? titleOf(node) : undefined;
    const path = own === undefined ? around : [...around, own];
    if (own !== undefined && namesSomehow.test(own)) {
      const ids = naming.exec(own)?.[1]?.split(', ');
      if (ids === undefined) malformed.push(`${file}: ${own}`);
      else tests.push({ file, title: sentenceOf(path), ids });
    }
    ts.forEachChild(node, (child) => visit(child, path));
  };
  visit(ts.createSourceFile(file, source, ts.ScriptTarget.Latest, true), []);
  return { tests, malformed };
}

/** The first argument of `it('…', …)`, `it.each(…)('…', …)` and their like, if that is a text. */
function titleOf({ expression, arguments: [title, ...others] }: ts.CallExpression) {
  if (title === undefined || others.length === 0 || !runners.test(rootOf(expression))) {
    return undefined;
  }
  if (ts.isStringLiteralLike(title)) return title.text;
  if (!ts.isTemplateExpression(title)) return undefined;
  return title.head.text + title.templateSpans.map(({ literal }) => `…${literal.text}`).join('');
}

function rootOf(expression: ts.Expression): string {
  if (ts.isIdentifier(expression)) return expression.text;
  if (ts.isPropertyAccessExpression(expression)) return rootOf(expression.expression);
  if (ts.isCallExpression(expression)) return rootOf(expression.expression);
  return ts.isTaggedTemplateExpression(expression) ? rootOf(expression.tag) : '';
}

/** The platform, which each suite names in its own place. */
const platform = /,? ?\bon …( with confirm: …)?,?/;
/** A title that is shorter says little without what stands around it. */
const telling = 60;

function sentenceOf(path: readonly string[]): string {
  const [own = '', ...around] = path
    .map((title) => title.replace(naming, ''))
    .map((title) => title.replace(/%[a-z#]|\$[a-z]\w*/gi, '…').replace(/["“]…["”]/g, '…'))
    .map((title, depth) => (depth === path.length - 1 ? title : title.replace(platform, '').trim()))
    .filter((title) => !['', '…'].includes(title))
    .reverse();
  const sentence = around.reduce(
    (sofar, title) => (sofar.length < telling ? `${title} ${sofar}` : sofar),
    own,
  );
  return sentence.replace(/…+/g, '…').replace(/( and|[,:])$/, '');
}
