import { inspect } from 'node:util';

const depth = 10;
const longestString = 100_000;

/** All that printing a value can show: what it is, as text, deep, with what is hidden, and as JSON. */
export function everythingOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return String(value);
  const forms = [
    () => inspect(value, { depth, showHidden: true, maxStringLength: longestString }),
    // As it is below a custom inspection of its own.
    () => inspect(value, { depth, customInspect: false, maxStringLength: longestString }),
    () => JSON.stringify(value) ?? '',
    ...causesOf(value).map((cause) => () => inspect(cause, { depth, showHidden: true })),
  ];
  return [...new Set(forms.map(orNothing))].join('\n');
}

/** Each with its own depth of ten. */
function causesOf(value: object): unknown[] {
  const causes: unknown[] = [];
  let cause: unknown = Reflect.get(value, 'cause');
  while (typeof cause === 'object' && cause !== null && !causes.includes(cause)) {
    causes.push(cause);
    cause = Reflect.get(cause, 'cause');
  }
  return causes;
}

/** A cycle has no JSON, and a getter may throw. */
function orNothing(form: () => string): string {
  try {
    return form();
  } catch {
    return '';
  }
}
