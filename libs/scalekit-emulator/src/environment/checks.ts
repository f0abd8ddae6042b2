/** Says what is wrong with a value from outside, or nothing. */
export type Check = (value: unknown) => string | undefined;

/** @returns one line for each problem, with its path; a name without a check is one */
export function problemsIn(values: object, known: Record<string, Check>, prefix = ''): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    if (value === undefined) return [];
    const check = Object.hasOwn(known, name) ? known[name] : undefined;
    const problem = check
      ? check(value)
      : `is unknown here; known are ${Object.keys(known).join(', ')}`;
    return problem === undefined ? [] : [`${prefix}${name} ${problem}`];
  });
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function aRecord(value: unknown): string | undefined {
  return isRecord(value) ? undefined : 'must be an object';
}

export function aBoolean(value: unknown): string | undefined {
  return typeof value === 'boolean' ? undefined : 'must be true or false';
}

export function nonEmptyString(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? undefined : 'must be a non-empty string';
}

export function httpUrl(value: unknown): string | undefined {
  const url = typeof value === 'string' ? URL.parse(value) : null;
  return url && /^https?:$/.test(url.protocol) && url.hash === ''
    ? undefined
    : 'must be an absolute http(s) URL without a fragment';
}

export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): Check {
  return (value) =>
    Number.isSafeInteger(value) && Number(value) >= least && Number(value) <= most
      ? undefined
      : `must be a whole number from ${least}${most < Number.MAX_SAFE_INTEGER ? ` to ${most}` : ''}`;
}

export function oneOf(values: readonly string[]): Check {
  return (value) =>
    typeof value === 'string' && values.includes(value)
      ? undefined
      : `must be one of ${values.join(', ')}`;
}

export function matching(pattern: RegExp, problem: string): Check {
  return (value) => (typeof value === 'string' && pattern.test(value) ? undefined : problem);
}

export function uri(value: unknown): string | undefined {
  return typeof value === 'string' && URL.canParse(value) ? undefined : 'must be an absolute URI';
}

export function scopeSet(value: unknown): string | undefined {
  return value === 'any' || (Array.isArray(value) && value.every(isScope))
    ? undefined
    : "must be 'any' or an array of scope names";
}

/** RFC 6749 section 3.3, scope-token */
function isScope(value: unknown): boolean {
  return typeof value === 'string' && /^[\x21\x23-\x5b\x5d-\x7e]+$/.test(value);
}

export function listOf(values: readonly string[]): Check {
  return (value) =>
    Array.isArray(value) && value.every((one) => values.includes(String(one)))
      ? undefined
      : `must be an array of ${values.join(', ')}`;
}

export function fraction(value: unknown): string | undefined {
  return typeof value === 'number' && value > 0 && value <= 1
    ? undefined
    : 'must be a number above 0, up to 1';
}
