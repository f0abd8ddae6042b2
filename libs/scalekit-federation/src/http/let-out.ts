type Json = Readonly<Record<string, unknown>>;

/** As deep as envelopes go. */
const deepest = 4;

/**
 * The fields that the app's own answer has, too, with the values that they have there: what an interceptor
 * or a schema takes out of a plain login's answer, no other answer shows. An envelope around them is left.
 *
 * @param shown what the handler returned, without what its class hides
 * @param answered what the app would answer
 */
export function letOut(shown: object, answered: unknown): Json {
  const own = jsonOf(shown);
  const answer = jsonOf(answered);
  if (!isObject(own) || !isObject(answer)) return {};
  const [best] = objectsIn(answer)
    .map((found) => ({ found, likeness: likeness(own, found) }))
    .sort((a, b) => b.likeness - a.likeness);
  return best === undefined ? {} : common(own, best.found);
}

/** The object itself first, then those inside, level by level. */
function objectsIn(answer: Json): Json[] {
  const all = [answer];
  let level = [answer];
  for (let depth = 1; depth < deepest && level.length > 0; depth += 1) {
    level = level.flatMap((outer) => Object.values(outer).filter(isObject));
    all.push(...level);
  }
  return all;
}

/** Fields of the same name, and much more those of the same value. */
function likeness(own: Json, found: Json): number {
  const names = Object.keys(own).filter((name) => Object.hasOwn(found, name));
  const same = names.filter((name) => JSON.stringify(own[name]) === JSON.stringify(found[name]));
  return same.length * 1000 + names.length;
}

function common(own: Json, answer: Json): Json {
  const names = Object.keys(own).filter((name) => Object.hasOwn(answer, name));
  return Object.fromEntries(names.map((name) => [name, commonValue(own[name], answer[name])]));
}

function commonValue(own: unknown, answer: unknown): unknown {
  if (isObject(own)) return isObject(answer) ? common(own, answer) : answer;
  if (Array.isArray(own) && Array.isArray(answer)) {
    return answer.map((entry, index) => commonValue(own[index], entry));
  }
  // What a class has made plain, the answer may still have as a whole.
  return isObject(answer) || Array.isArray(answer) ? own : answer;
}

/** @returns undefined for what JSON cannot say */
function jsonOf(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value)) as unknown;
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
