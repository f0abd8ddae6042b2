/** Of an object; anything else has none. */
export function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

export function headerOfField(name: string): string {
  return name.replaceAll('_', '-');
}

/** @fastify/multipart puts an object in the place of each field, if it attaches them to the body. */
export function fieldValue(field: unknown): unknown {
  const isPart =
    typeof field === 'object' && field !== null && 'fieldname' in field && 'value' in field;
  return isPart ? field.value : field;
}

/**
 * Takes names out of `holder[key]`. A middleware may have frozen the one, or fixed the other.
 *
 * @param options.anew the holder makes the object anew with every look at it
 */
export function leaveOut(
  holder: object,
  key: string,
  names: readonly string[],
  { anew = false } = {},
): void {
  const all = fieldsOf(Reflect.get(holder, key));
  const ours = names.filter((name) => Object.hasOwn(all, name));
  if (ours.length === 0) return;
  if (!anew && ours.every((name) => Reflect.deleteProperty(all, name))) return;
  const value = Object.fromEntries(Object.entries(all).filter(([name]) => !ours.includes(name)));
  const property = { value, configurable: true, writable: true, enumerable: true };
  if (Reflect.defineProperty(holder, key, property) || Reflect.set(holder, key, value)) return;
  for (const name of ours) Reflect.deleteProperty(all, name);
}
